package io.reelway.probe;

import java.time.Duration;

/**
 * Limits on a source, checked before anything is decoded.
 *
 * @param time maximum run time of ffprobe and our own readers
 * @param pixels maximum pixels of one picture
 * @param frames maximum number of pictures in an animated image
 * @param totalPixels maximum pixels of all pictures together
 * @param streams maximum number of tracks in one file
 * @param duration maximum length of a video
 */
public record ProbeLimits(
    Duration time, long pixels, long frames, long totalPixels, int streams, Duration duration) {
  public ProbeLimits {
    positive("time", time, "15s");
    positive("pixels", pixels, "100000000");
    positive("frames", frames, "5000");
    positive("total-pixels", totalPixels, "20000000000000");
    positive("streams", streams, "100");
    positive("duration", duration, "12h");
  }

  private static void positive(String name, Duration value, String example) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "reelway.limits.probe.%s is %s; write a duration above zero, e.g. %s"
              .formatted(name, value, example));
    }
  }

  private static void positive(String name, long value, String example) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "reelway.limits.probe.%s is %d; write a number above zero, e.g. %s"
              .formatted(name, value, example));
    }
  }
}
