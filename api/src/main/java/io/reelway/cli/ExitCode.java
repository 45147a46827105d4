package io.reelway.cli;

/** What the program says to the script that called it. */
final class ExitCode {
  /** Every file is done. */
  static final int DONE = 0;

  /** At least one file failed; the others are done. */
  static final int SOME_FAILED = 1;

  /** The call makes no sense: an unknown option, a file that is not there. */
  static final int USAGE = 2;

  /** There is no server to use, or it refuses us; no file was tried. */
  static final int NO_SERVER = 3;

  private ExitCode() {}
}
