package io.reelway.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a run of ffmpeg ended.
 *
 * @param exitCode 0 means that ffmpeg found no error, which does not prove that there is none
 * @param errors the last lines it wrote; for the log only, they may name local paths
 * @param diagnostics counts of all lines
 * @param wall wall time of the run
 */
public record ToolResult(
    int exitCode, List<String> errors, FfmpegDiagnostics diagnostics, Duration wall) {
  /** The message of the C library for ENOSPC, repeated by ffmpeg. */
  private static final String DISK_FULL = "No space left on device";

  /** The messages of the C library for ENOMEM, and of libaom. */
  private static final Pattern NO_MEMORY =
      Pattern.compile("Cannot allocate memory|Memory allocation error");

  /**
   * Failures with another cause that ffmpeg later reports as lack of memory. libwebp does so for
   * every animation that it cannot finish.
   */
  private static final Pattern OTHER_CAUSE =
      Pattern.compile(
          "Task finished with error code: -(?!12 )"
              + "|Error setting option|Could not write header|WebPAnimEncoder\\w+\\(\\) failed");

  public ToolResult {
    errors = List.copyOf(errors);
  }

  /** Whether the run succeeded without any message. */
  public boolean isClean() {
    return exitCode == 0 && errors.isEmpty();
  }

  /**
   * Whether the run failed because a disk was full, which is a fault of this host and not of the
   * file.
   */
  public boolean ranOutOfSpace() {
    return exitCode != 0 && errors.stream().anyMatch(line -> line.contains(DISK_FULL));
  }

  /** Whether the run failed because the memory limit was too low, and for no earlier cause. */
  public boolean ranOutOfMemory() {
    return exitCode != 0 && mentionMemory(errors);
  }

  static boolean mentionMemory(List<String> errors) {
    return errors.stream()
        .takeWhile(line -> !OTHER_CAUSE.matcher(line).find())
        .anyMatch(line -> NO_MEMORY.matcher(line).find());
  }
}
