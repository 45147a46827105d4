package io.reelway.encode;

import io.reelway.plan.ExpectedPicture;
import io.reelway.strategy.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a video stand for all of it in a search.
 *
 * @param starts where the parts begin, in seconds of the source
 * @param length the length of each part in seconds
 */
record QualitySamples(List<Double> starts, double length) {
  /** The share of the video that is sampled, and its least and most seconds. */
  private static final double SHARE = 1.0 / 24;

  private static final double LEAST = 5;
  private static final double MOST = 25;

  /** The length of a part in seconds: shorter ones consist of what follows a key frame. */
  private static final double PART = 1;

  /** A video of up to this multiple of its samples is one sample. */
  private static final double NEARLY_ALL = 1.5;

  /** The maximum number of pixels of all samples, which are stored without loss. */
  private static final double MOST_PIXELS = 5e8;

  QualitySamples {
    starts = List.copyOf(starts);
  }

  /** Chooses the samples of an encode, evenly spread. */
  static QualitySamples of(VideoTask task) {
    Duration expected = task.attempt().expectation().duration();
    return of(task.start(), expected, mostSeconds(task));
  }

  static QualitySamples of(double start, @Nullable Duration expected, double most) {
    double whole = expected == null ? 0 : expected.toMillis() / 1000.0;
    double sampled = Math.min(most, Math.clamp(whole * SHARE, LEAST, MOST));
    if (whole <= NEARLY_ALL * sampled) {
      return new QualitySamples(List.of(start), whole > 0 ? Math.min(most, whole) : sampled);
    }
    int parts = (int) Math.max(1, Math.round(sampled / PART));
    double length = sampled / parts;
    List<Double> starts = new ArrayList<>();
    IntStream.range(0, parts)
        .mapToObj(i -> start + whole * (i + 0.5) / parts - length / 2)
        .forEach(starts::add);
    return new QualitySamples(starts, length);
  }

  private static double mostSeconds(VideoTask task) {
    ExpectedPicture picture = task.attempt().picture();
    double pixels = (double) picture.width() * picture.height();
    return MOST_PIXELS / (pixels * task.frameRate().value());
  }

  /** The length of all parts together. */
  Duration all() {
    return Duration.ofMillis(Math.round(1000 * length * starts.size()));
  }
}
