package io.reelway.ffmpeg;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a program ended, derived from its exit code and its last messages.
 *
 * @param program {@code ffmpeg} or {@code ffprobe}
 * @param code its exit code; 128 plus the number of the signal when one ended it
 * @param lastLines the end of its error output
 */
record ToolExit(String program, int code, List<String> lastLines) {
  /**
   * Exit codes for a program that cannot be executed, is missing, or lacks a library. ffmpeg itself
   * never ends with them.
   */
  private static final Set<Integer> NOT_BEGUN = Set.of(126, 127);

  /** The last message when one of the programs that launch ffmpeg gives up. */
  private static final Pattern LAUNCHER =
      Pattern.compile("^(\\S*/)?(bwrap|setpriv|unshare|prlimit|nice|sh): .*");

  /**
   * SIGHUP, SIGINT, SIGQUIT, SIGKILL and SIGTERM: sent by the kernel when memory is short, or by a
   * person. The signals of a program's own errors (SIGSEGV, SIGABRT …) are not among them.
   */
  private static final Set<Integer> KILLED = Set.of(129, 130, 131, 137, 143);

  /** The exit code of ffmpeg after a signal that it handles. */
  private static final int ASKED_TO_STOP = 255;

  /**
   * Whether the program did not start. This is a failure of this host, which the launching programs
   * report.
   */
  boolean hasNotBegun() {
    return NOT_BEGUN.contains(code)
        || (code != 0 && !lastLines.isEmpty() && LAUNCHER.matcher(lastLines.getLast()).matches());
  }

  /** Whether the program was killed from outside. Then the exit says nothing about the file. */
  boolean wasKilled() {
    return KILLED.contains(code) || (code == ASKED_TO_STOP && program.equals("ffmpeg"));
  }

  /** How the program ended, if this worker did not end it. */
  ToolListener.Outcome outcome() {
    if (code == 0) {
      return ToolListener.Outcome.OK;
    }
    return wasKilled() ? ToolListener.Outcome.KILLED : ToolListener.Outcome.FAILED;
  }
}
