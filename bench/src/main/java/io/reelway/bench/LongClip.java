package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A long video: the trailer again and again. */
final class LongClip {
  /** Its length. */
  static final int MINUTES = 5;

  private static final String TRAILER = "video/h264-720p24-52s-sintel-trailer.mp4";

  private LongClip() {}

  /** Makes the file with the program that a server has unpacked. It stays for further runs. */
  static Path prepared() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("bench", "target", "videos").toAbsolutePath());
    Path file = folder.resolve("long.mp4");
    if (Files.exists(file)) {
      return file;
    }
    Path ffmpeg = Server.ffmpeg();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ffmpeg.toString(),
                    "-y",
                    "-nostdin",
                    "-v",
                    "error",
                    "-stream_loop",
                    "-1",
                    "-i",
                    Setup.media(TRAILER).toString(),
                    "-t",
                    Integer.toString(60 * MINUTES),
                    "-c",
                    "copy",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LD_LIBRARY_PATH", String.valueOf(ffmpeg.getParent()));
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      Files.deleteIfExists(file);
      throw new IOException("ffmpeg could not make the long video");
    }
    return file;
  }
}
