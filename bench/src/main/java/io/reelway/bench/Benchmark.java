package io.reelway.bench;

import java.util.List;

/** A benchmark: one question about speed or memory. */
interface Benchmark {
  /** A short name, for running this benchmark alone. */
  String name();

  /** Starts its own program in that setup and measures it. */
  List<Row> run(Setup setup) throws Exception;

  /**
   * A result.
   *
   * @param what what was measured
   * @param measured the value with its unit
   * @param promise the limit that we promise; empty when nothing is promised
   * @param kept whether the value keeps the promise
   */
  record Row(String what, String measured, String promise, boolean kept) {
    /** Returns a result without a promise. */
    static Row of(String what, String measured) {
      return new Row(what, measured, "", true);
    }

    /** The result as a line of the table. A missed promise is marked. */
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
