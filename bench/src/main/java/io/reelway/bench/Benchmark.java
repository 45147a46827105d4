package io.reelway.bench;

import java.util.List;

/** One question about speed or memory. */
interface Benchmark {
  /** A short name, for running it alone. */
  String name();

  /** Measures with a program of its own in that setup. */
  List<Row> run(Setup setup) throws Exception;

  /**
   * One answer.
   *
   * @param what what was measured
   * @param measured the number with its unit
   * @param promise what it must not pass; empty when nothing is promised
   * @param kept whether it keeps the promise
   */
  record Row(String what, String measured, String promise, boolean kept) {
    /** An answer without a promise. */
    static Row of(String what, String measured) {
      return new Row(what, measured, "", true);
    }

    /** The answer as a line of the table; a missed promise is marked. */
    String line() {
      return "| "
          + what
          + " | "
          + measured
          + (kept ? "" : " **(missed)**")
          + " | "
          + promise
          + " |";
    }
  }
}
