package io.reelway.bench;

import java.nio.file.Path;

/**
 * A file that the benchmark of small jobs encodes again and again.
 *
 * @param name what it is, for the report
 * @param jobs number of jobs at once
 * @param ratio promised share of the rate of the bare encoder, in memory; 0 for no promise
 * @param realRatio the same on a real engine
 * @param compared whether its latency is compared with the old service and has a promise
 */
record Subject(String name, Path file, int jobs, double ratio, double realRatio, boolean compared) {
  Subject {
    if (jobs < 1 || ratio < 0 || ratio > 1 || realRatio < 0 || realRatio > 1) {
      throw new IllegalArgumentException("Not a subject: " + name + ", " + jobs);
    }
  }

  double promised(Setup setup) {
    return setup.isReal() ? realRatio : ratio;
  }
}
