package io.reelway.probe;

import java.time.Duration;

/**
 * What a source may ask of us, checked before anything is decoded.
 *
 * @param time how long ffprobe may look at it
 * @param pixels pixels of one picture
 * @param streams tracks in one file
 * @param duration length of a video
 */
public record ProbeLimits(Duration time, long pixels, int streams, Duration duration) {
  public ProbeLimits {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(
          "reelway.limits.probe.time is " + time + "; write a duration above zero, e.g. 15s");
    }
    if (pixels < 1 || streams < 1) {
      throw new IllegalArgumentException(
          "reelway.limits.probe.pixels and streams are "
              + pixels
              + " and "
              + streams
              + "; write numbers above zero");
    }
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "reelway.limits.probe.duration is "
              + duration
              + "; write a duration above zero, e.g. 6h");
    }
  }
}
