package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ratios of several files, and their geometric mean. */
final class Ratios {
  private final List<Double> values = new ArrayList<>();

  /** Adds the ratio of a file, and shows it. */
  void add(Path file, double ratio) {
    System.err.printf(Locale.ROOT, "  %s: %.3f%n", file.getFileName(), ratio);
    values.add(ratio);
  }

  double mean() {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  /**
   * The mean as a result.
   *
   * @param most the promise
   */
  Benchmark.Row row(String what, double most) {
    return new Benchmark.Row(
        what,
        String.format(
            Locale.ROOT,
            "ratio %.3f; %.2f to %.2f in %d",
            mean(),
            values.stream().mapToDouble(value -> value).min().orElseThrow(),
            values.stream().mapToDouble(value -> value).max().orElseThrow(),
            values.size()),
        "≤ " + most,
        mean() <= most);
  }
}
