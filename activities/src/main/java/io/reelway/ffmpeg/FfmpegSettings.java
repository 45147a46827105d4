package io.reelway.ffmpeg;

import io.reelway.media.ByteSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ffmpeg build and the limits of its processes.
 *
 * @param path a directory with {@code ffmpeg} and {@code ffprobe}, or the path of {@code ffmpeg}
 *     itself; {@code null} for the bundled build
 * @param cache directory into which the bundled build is unpacked
 * @param niceness scheduling priority of ffmpeg, 0 (like Reelway itself) to 19 (idle time only)
 * @param memory maximum address space of one process
 * @param output maximum size of a file that it writes
 * @param sandbox how it is isolated from the rest of the machine
 */
public record FfmpegSettings(
    @Nullable Path path,
    Path cache,
    int niceness,
    ByteSize memory,
    ByteSize output,
    Sandbox sandbox) {
  private static final long LEAST_MEMORY = 512L << 20;
  private static final long LEAST_OUTPUT = 1L << 20;

  public FfmpegSettings {
    path = path == null || path.toString().isBlank() ? null : path;
    if (niceness < 0 || niceness > 19) {
      throw new IllegalArgumentException(
          "reelway.ffmpeg.niceness is " + niceness + "; write a number from 0 to 19");
    }
    if (memory.bytes() < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "reelway.ffmpeg.memory is " + memory + "; ffmpeg starts with 512 MiB or more");
    }
    if (output.bytes() < LEAST_OUTPUT) {
      throw new IllegalArgumentException(
          "reelway.ffmpeg.output is " + output + "; write 1 MiB or more, e.g. 20 GiB");
    }
  }
}
