package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real files that benchmarks of sizes and qualities encode. */
final class Clips {
  /** Clips of a second and more in standard dynamic range. */
  private static final List<String> COMPARABLE =
      List.of(
          "h264-720p24-52s-sintel-trailer.mp4",
          "h264-hi422-10bit-two-video-tracks-1080p25-720p50.mp4",
          "h264-540p30-5s-flower.mp4",
          "h264-432p-12.5fps-30s-road.mp4",
          "h264-272p-10s-no-audio.mp4",
          "vp9-288p-10s-tractor.webm",
          "mpeg2-1080p-ts-mp2.ts",
          "h264-720x1080-portrait.mp4",
          "h264-480x360-audio-mono.mp4");

  private Clips() {}

  static List<Path> comparable() {
    return COMPARABLE.stream().map(name -> Setup.media("video/" + name)).toList();
  }

  static List<Path> images() throws IOException {
    return all("image");
  }

  static List<Path> videos() throws IOException {
    return all("video");
  }

  private static List<Path> all(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Setup.media(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Two minutes made of different clips, 640 x 360 pixels, without sound. */
  static Path medley() throws IOException, InterruptedException {
    StringBuilder graph = new StringBuilder();
    StringBuilder pads = new StringBuilder();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < COMPARABLE.size(); i++) {
      words.addAll(List.of("-t", "30", "-stream_loop", i == 0 ? "0" : "2"));
      words.addAll(List.of("-i", Setup.media("video/" + COMPARABLE.get(i)).toString()));
      graph.append("[%d:v:0]fps=24,scale=640:360,setsar=1,format=yuv420p[v%d];".formatted(i, i));
      pads.append("[v%d]".formatted(i));
    }
    graph.append(pads).append("concat=n=").append(COMPARABLE.size()).append("[v]");
    words.addAll(List.of("-filter_complex", graph.toString(), "-map", "[v]"));
    words.addAll(List.of("-c:v", "libx264", "-crf", "16", "-preset", "veryfast"));
    Path folder = Files.createDirectories(Path.of("bench", "target", "videos").toAbsolutePath());
    return Ffmpeg.make(folder.resolve("medley.mp4"), words);
  }
}
