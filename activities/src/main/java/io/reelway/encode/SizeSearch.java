package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.util.Optional;

/** Chooses the settings with which the next encode is expected to fit. */
sealed interface SizeSearch permits ImageSizeSearch, VideoSizeSearch, SoundSizeSearch {
  /** An output that uses this share of the maximum is good enough. */
  double ENOUGH = 0.92;

  /**
   * The search for an attempt.
   *
   * @param hasQuality whether a lower quality makes an output smaller
   */
  static SizeSearch of(Probe probe, Attempt attempt, long maxBytes, boolean hasQuality) {
    if (attempt.settings().video() != null) {
      return new VideoSizeSearch(probe, attempt, maxBytes);
    }
    return attempt.settings().image() != null
        ? new ImageSizeSearch(attempt, maxBytes, hasQuality)
        : new SoundSizeSearch(attempt, maxBytes);
  }

  /** The first attempt. */
  Attempt planned();

  /** The maximum number of encodes. */
  int most();

  /** Whether an encode may end as soon as what is written is too large. */
  boolean stopsEarly();

  /**
   * The next attempt; empty to end the search.
   *
   * @param last the attempt that was just encoded
   * @param bytes what it wrote
   * @param whole whether it was encoded to its end
   */
  Optional<Attempt> next(Attempt last, long bytes, boolean whole);
}
