package io.reelway.encode;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.util.Optional;

/** Chooses the settings with which the next encode is expected to fit. */
sealed interface SizeSearch permits ImageSizeSearch, VideoSizeSearch, SoundSizeSearch {
  /** An output that uses this share of the maximum is good enough. */
  double ENOUGH = 0.92;

  /** The share of the maximum that an encode aims at, if another may correct it. */
  double AIM = 0.96;

  /** The least share that is aimed at. */
  double LEAST_AIM = 0.6;

  /**
   * The share of the maximum that the last encode aims at if nothing has fitted: the more the one
   * before has missed, the less.
   *
   * @param bytes what the one before wrote
   */
  static double cautiousAim(long bytes, long maxBytes) {
    double miss = bytes / (AIM * maxBytes) - 1;
    return Math.clamp(AIM - miss / 2, LEAST_AIM, AIM);
  }

  /** The first attempt. */
  Attempt planned();

  /** The maximum number of encodes. */
  default int most() {
    return 3;
  }

  /** The share of a stereo bit rate that the sound of a source gets: mono needs half of it. */
  static double ofStereo(Probe probe) {
    AudioTrack audio = probe.audio();
    return audio != null && audio.channels() == 1 ? 0.5 : 1;
  }

  /** Whether an encode may end as soon as what is written is too large. */
  boolean stopsEarly();

  /** Whether the size of an encode can be foreseen when a share of it, 0 to 1, is written. */
  default boolean foresees(double share) {
    return false;
  }

  /**
   * The next attempt; empty to end the search.
   *
   * @param last the attempt that was just encoded
   * @param bytes what it wrote
   * @param whole whether it was encoded to its end
   */
  Optional<Attempt> next(Attempt last, long bytes, boolean whole);
}
