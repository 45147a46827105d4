package io.reelway.bench;

import java.util.Arrays;
import java.util.Locale;

/** Formats times for people. */
final class Stopwatch {
  private Stopwatch() {}

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
  }

  static long median(long[] nanos) {
    return percentile(nanos, 50);
  }

  /** Whether that percentile is at most that many milliseconds. */
  static boolean isWithin(long[] nanos, int percent, int millis) {
    return percentile(nanos, percent) <= millis * 1_000_000L;
  }

  static long percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
