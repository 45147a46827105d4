package io.reelway.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Short videos of ffmpeg's test picture, each with one oddity found in real videos. */
final class MadeVideos {
  private static final List<String> SOUND = List.of("-f", "lavfi", "-i", "sine=440:r=48000");

  private static final List<String> X264 =
      List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");

  private MadeVideos() {}

  /** An ordinary video with a tone. */
  static byte[] h264(String size, int rate, int seconds) throws IOException, InterruptedException {
    return make(
        "mp4",
        joined(picture(size, rate, seconds), SOUND, List.of("-shortest", "-c:a", "aac"), X264));
  }

  static byte[] silent(String size, int rate, int seconds)
      throws IOException, InterruptedException {
    return make("mp4", joined(picture(size, rate, seconds), X264));
  }

  static byte[] fastStart() throws IOException, InterruptedException {
    return make("mp4", joined(picture("320x180", 25, 3), X264, List.of("-movflags", "+faststart")));
  }

  /** A video stored sideways with a rotation matrix that turns it upright. */
  static byte[] rotated() throws IOException, InterruptedException {
    Path lying = Files.createTempFile("lying", ".mp4");
    try {
      Files.write(lying, silent("320x180", 25, 2));
      return make("mp4", List.of("-display_rotation", "90", "-i", lying.toString(), "-c", "copy"));
    } finally {
      Files.delete(lying);
    }
  }

  /** 10 bits, PQ and BT.2020, as HDR10 phones record. */
  static byte[] hdr() throws IOException, InterruptedException {
    return make(
        "mp4",
        joined(
            picture("320x180", 24, 1),
            List.of("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"),
            List.of("-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020"),
            List.of("-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-tag:v", "hvc1")));
  }

  static byte[] alpha() throws IOException, InterruptedException {
    return make(
        "webm",
        joined(
            picture("160x120", 15, 1),
            List.of("-vf", "format=yuva420p,geq=lum='p(X,Y)':a='255*X/W'"),
            List.of("-c:v", "libvpx-vp9", "-deadline", "realtime", "-b:v", "200k")));
  }

  /** Frames at 5, 7 and 10 of 30 moments. */
  static byte[] variableFrameRate() throws IOException, InterruptedException {
    return make(
        "mp4",
        joined(
            picture("320x180", 30, 3),
            List.of("-vf", "select='not(mod(n,5)*mod(n,7))'", "-fps_mode", "vfr"),
            X264));
  }

  static byte[] anamorphic() throws IOException, InterruptedException {
    return make("mp4", joined(picture("180x144", 25, 2), List.of("-vf", "setsar=16/11"), X264));
  }

  static byte[] transportStream() throws IOException, InterruptedException {
    return make(
        "ts",
        joined(
            picture("352x288", 25, 2),
            SOUND,
            List.of("-shortest", "-c:v", "mpeg2video", "-q:v", "6", "-c:a", "mp2")));
  }

  /** A file with only sound. */
  static byte[] tone() throws IOException, InterruptedException {
    return make("mp3", joined(SOUND, List.of("-t", "1", "-c:a", "libmp3lame")));
  }

  private static List<String> picture(String size, int rate, int seconds) {
    return List.of("-f", "lavfi", "-i", "testsrc2=s=" + size + ":r=" + rate + ":d=" + seconds);
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    List<String> words = new ArrayList<>();
    for (List<String> part : parts) {
      words.addAll(part);
    }
    return words;
  }

  /** Runs ffmpeg and returns the bytes of its output file. */
  static byte[] make(String extension, List<String> arguments)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("made");
    Path file = folder.resolve("made." + extension);
    try {
      Tools.run(
          folder,
          joined(List.of("-v", "error", "-nostdin", "-y"), arguments, List.of(file.toString())));
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
