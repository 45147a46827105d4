package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Long videos: the trailer again and again. */
final class LongClip {
  /** Its length. */
  static final int MINUTES = 5;

  /** The length of the one with few pixels. */
  static final int SMALL_MINUTES = 3;

  private static final String TRAILER = "video/h264-720p24-52s-sintel-trailer.mp4";

  private LongClip() {}

  /** Makes the file with the program that a server has unpacked. It stays for further runs. */
  static Path prepared() throws IOException, InterruptedException {
    return prepared("long.mp4", MINUTES, List.of("-c", "copy"));
  }

  /** The same for a video with few pixels, which is encoded in little time. */
  static Path small() throws IOException, InterruptedException {
    return prepared(
        "small.mp4",
        SMALL_MINUTES,
        List.of("-vf", "scale=320:-2", "-c:v", "libx264", "-crf", "20", "-c:a", "copy"));
  }

  private static Path prepared(String name, int minutes, List<String> codecs)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("bench", "target", "videos").toAbsolutePath());
    Path file = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("-stream_loop", "-1"));
    words.addAll(List.of("-i", Setup.media(TRAILER).toString()));
    words.addAll(List.of("-t", Integer.toString(60 * minutes)));
    words.addAll(codecs);
    return Ffmpeg.make(file, words);
  }
}
