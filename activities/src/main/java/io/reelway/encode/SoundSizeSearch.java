package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The search for a file of sound: the bit rate that fills the maximum, corrected once. */
final class SoundSizeSearch implements SizeSearch {
  private static final double AIM = 0.96;
  private static final int LEAST_KBPS = 12;

  private final Attempt planned;
  private final long maxBytes;

  SoundSizeSearch(Attempt planned, long maxBytes) {
    this.maxBytes = maxBytes;
    this.planned = within(planned, maxBytes);
  }

  private static Attempt within(Attempt attempt, long maxBytes) {
    Duration length = attempt.expectation().duration();
    return length == null || length.isZero()
        ? attempt
        : capped(attempt, maxBytes * AIM * 8 / length.toMillis());
  }

  private static Attempt capped(Attempt attempt, double kbps) {
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
  public int most() {
    return 3;
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
