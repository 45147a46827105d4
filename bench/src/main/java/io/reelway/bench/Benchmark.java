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
   */
  record Row(String what, String measured, String promise) {}
}
