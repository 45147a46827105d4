package io.reelway.ffmpeg;

import io.reelway.media.ByteSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which ffmpeg is used and what its processes may take.
 *
 * @param path a directory with {@code ffmpeg} and {@code ffprobe}, or the former itself; without:
 *     the build that came with Reelway
 * @param cache where that build is unpacked to
 * @param niceness scheduling priority of ffmpeg, 0 (as Reelway itself) to 19 (only what is left)
 * @param memory address space that one process may take
 * @param output size of the largest file that it may write
 * @param sandbox whether it is kept apart from the rest of the machine
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
