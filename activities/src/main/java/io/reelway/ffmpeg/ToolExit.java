package io.reelway.ffmpeg;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a program ended, told from its exit code and last words.
 *
 * @param program {@code ffmpeg} or {@code ffprobe}
 * @param code its exit code; 128 and the number of a signal when one ended it
 * @param lastLines the end of its error output
 */
record ToolExit(String program, int code, List<String> lastLines) {
  /** Cannot be executed; is not there, or lacks a library. ffmpeg itself ends otherwise. */
  private static final Set<Integer> NOT_BEGUN = Set.of(126, 127);

  /** What speaks last when one of the programs before ffmpeg gives up. */
  private static final Pattern LAUNCHER =
      Pattern.compile("^(\\S*/)?(bwrap|setpriv|unshare|prlimit|nice|sh): .*");

  /**
   * SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGTERM: the kernel short of memory, or a person. The signals
   * of a program's own mistakes (SIGSEGV, SIGABRT …) are not among them.
   */
  private static final Set<Integer> KILLED = Set.of(129, 130, 131, 137, 143);

  /** How ffmpeg ends when it is asked to by a signal that it handles. */
  private static final int ASKED_TO_STOP = 255;

  /**
   * Whether the program did not start: a failure of this host, reported by the programs that launch
   * it.
   */
  boolean hasNotBegun() {
    return NOT_BEGUN.contains(code)
        || (code != 0 && !lastLines.isEmpty() && LAUNCHER.matcher(lastLines.getLast()).matches());
  }

  /** Whether it was killed from outside, so that the exit says nothing about the file. */
  boolean wasKilled() {
    return KILLED.contains(code) || (code == ASKED_TO_STOP && program.equals("ffmpeg"));
  }
}
