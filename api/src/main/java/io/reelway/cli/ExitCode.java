package io.reelway.cli;

/** The exit codes of the program, for the calling script. */
final class ExitCode {
  /** Every file is done. */
  static final int DONE = 0;

  /** At least one file failed; the others are done. */
  static final int SOME_FAILED = 1;

  /** The arguments are invalid, e.g. an unknown option or a missing file. */
  static final int USAGE = 2;

  /** No server is available, or it refuses our key. No file was processed. */
  static final int NO_SERVER = 3;

  private ExitCode() {}
}
