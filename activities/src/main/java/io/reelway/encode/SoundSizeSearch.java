package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The search for a file of sound: the bit rate that fills the maximum, corrected once. */
final class SoundSizeSearch implements SizeSearch {
  /** The lowest bit rate of stereo, in kbit/s. */
  static final int LEAST_KBPS = 12;

  private final Attempt planned;
  private final long maxBytes;
  private final double ofStereo;

  SoundSizeSearch(Probe probe, Attempt planned, long maxBytes) {
    this.maxBytes = maxBytes;
    this.ofStereo = SizeSearch.ofStereo(probe);
    this.planned = within(planned);
  }

  private Attempt within(Attempt attempt) {
    Duration length = attempt.expectation().duration();
    return length == null || length.isZero()
        ? attempt
        : capped(attempt, maxBytes * AIM * 8 / length.toMillis() / ofStereo);
  }

  /** The attempt with at most a bit rate, which is for stereo. */
  private Attempt capped(Attempt attempt, double kbps) {
    EncoderSettings.Audio audio =
        Objects.requireNonNull(attempt.settings().audio(), "settings of sound");
    int rate = (int) Math.clamp(kbps, LEAST_KBPS, Math.max(LEAST_KBPS, audio.bitrateKbps()));
    return attempt.with(
        new EncoderSettings(null, null, new EncoderSettings.Audio(rate, audio.codec())),
        attempt.expectation());
  }

  @Override
  public Attempt planned() {
    return planned;
  }

  @Override
  public boolean stopsEarly() {
    return false;
  }

  @Override
  public Optional<Attempt> next(Attempt last, long bytes, boolean whole) {
    if (bytes <= maxBytes) {
      return Optional.empty();
    }
    int had = Objects.requireNonNull(last.settings().audio(), "settings of sound").bitrateKbps();
    Attempt next = capped(last, had * AIM * maxBytes / bytes);
    return next.equals(last) ? Optional.empty() : Optional.of(next);
  }
}
