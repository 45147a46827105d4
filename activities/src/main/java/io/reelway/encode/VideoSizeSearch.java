package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import io.reelway.strategy.VideoStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for a video: the planned quality, then the mean bit rate that fills the maximum, or
 * after a near miss a slightly worse quality, then a corrected rate. The size of the picture falls
 * before its quality does.
 */
final class VideoSizeSearch implements SizeSearch {
  /**
   * The share of the maximum that is aimed at. Two passes miss a bit rate by one percent, and in
   * clips of few seconds by three.
   */
  private static final double AIM = 0.96;

  /** Bytes of the container for each frame and each packet of sound, and of its headers. */
  private static final double BYTES_OF_FRAME = 14;

  private static final double BYTES_OF_HEADERS = 2500;

  /** Packets of sound per second. */
  private static final double PACKETS = 50;

  /** With fewer bits for each pixel, a smaller picture looks better. */
  private static final double BITS_OF_PIXEL = 0.07;

  /** Sound gets at most this share of the bits, and its least in kbit/s. */
  private static final double MOST_SOUND = 0.2;

  private static final int LEAST_SOUND = 24;

  private static final int LEAST_KBPS = 10;

  /** SVT-AV1 refuses shorter sides with a mean bit rate. */
  private static final int LEAST_SIDE = 64;

  private static final double USUAL_RATE = 30;

  /** Up to this multiple of the maximum, a slightly higher factor is enough. */
  private static final double NEAR_MISS = 1.12;

  /** The share, and the time, of a video that says how large all of it will be. */
  private static final double LEAST_SHARE = 0.2;

  private static final double LEAST_MILLIS = 5000;

  private final Attempt planned;
  private final long maxBytes;
  private final double fallOfFactor;
  private final double worstFactor;
  private final double rate;
  private final @Nullable Duration length;
  private int encodes;
  private boolean fitted;

  /**
   * @param fallOfFactor see {@link VideoStrategy#fallOfFactor}
   * @param worstFactor see {@link VideoStrategy#worstFactor}
   */
  VideoSizeSearch(
      Probe probe, Attempt planned, long maxBytes, double fallOfFactor, double worstFactor) {
    this.fallOfFactor = fallOfFactor;
    this.worstFactor = worstFactor;
    this.planned = planned;
    this.maxBytes = maxBytes;
    this.length = planned.expectation().duration();
    Rational cap = video(planned).frameRateCap();
    Rational own = probe.pictureTrack().frameRate();
    this.rate = cap != null ? cap.value() : own == null ? USUAL_RATE : own.value();
  }

  @Override
  public Attempt planned() {
    return planned;
  }

  /** One more if none fits: a clip of few frames may miss its mean bit rate twice. */
  @Override
  public int most() {
    return fitted ? 3 : 4;
  }

  /**
   * Only the first encode: two passes miss their rate by little, and the size of the whole says by
   * how much. A short clip costs little, and its size shows a near miss.
   */
  @Override
  public boolean stopsEarly() {
    return encodes == 0 && (length == null || length.toMillis() > LEAST_MILLIS);
  }

  @Override
  public boolean foresees(double share) {
    return length != null && share >= LEAST_SHARE && share * length.toMillis() >= LEAST_MILLIS;
  }

  @Override
  public Optional<Attempt> next(Attempt last, long bytes, boolean whole) {
    encodes++;
    Integer target = video(last).targetKbps();
    boolean fits = whole && bytes <= maxBytes;
    fitted |= fits;
    if (fits && (last.equals(planned) || bytes >= ENOUGH * maxBytes)) {
      return Optional.empty();
    }
    double excess = (double) bytes / maxBytes;
    if (target == null) {
      double worse = video(planned).crf() + steps(excess);
      boolean nearMiss = encodes == 1 && excess <= NEAR_MISS && worse <= worstFactor;
      return Optional.of(nearMiss ? withFactor(worse) : budget(kbps()));
    }
    if (fits) {
      return larger(last, bytes);
    }
    // At the lowest rate and in the smallest size, another encode gives the same bytes.
    return Optional.of(budget(total(last) / excess * AIM)).filter(next -> !next.equals(last));
  }

  /**
   * By how much a factor has to rise to fit; infinite if that was not measured. Few frames miss a
   * mean bit rate by more than a factor.
   */
  private double steps(double excess) {
    return Math.ceil(10 * Math.log(excess / AIM) / fallOfFactor) / 10;
  }

  private Attempt withFactor(double factor) {
    return planned.with(
        planned.settings().with(video(planned).with(factor), planned.settings().audio()),
        planned.expectation());
  }

  /**
   * The picture gets the bytes that the last encode has left. Sound keeps its rate: simple sound
   * does not use it.
   */
  private Optional<Attempt> larger(Attempt last, long bytes) {
    if (length == null || length.isZero()) {
      return Optional.empty();
    }
    double left = (maxBytes * AIM - bytes) * 8 / length.toMillis();
    EncoderSettings.Audio audio = last.settings().audio();
    return Optional.of(
        budget(audio, total(last) + left - (audio == null ? 0 : audio.bitrateKbps())));
  }

  /** The mean bit rate that fills the maximum, in kbit/s, with the sound. */
  private double kbps() {
    if (length == null || length.isZero()) {
      return video(planned).bitrateKbps() / 8.0;
    }
    double seconds = length.toMillis() / 1000.0;
    double packets = rate + (planned.expectation().sound() ? PACKETS : 0);
    double overhead = BYTES_OF_HEADERS + seconds * packets * BYTES_OF_FRAME;
    return Math.max(0, maxBytes * AIM - overhead) * 8 / 1000 / seconds;
  }

  private static double total(Attempt attempt) {
    EncoderSettings.Audio audio = attempt.settings().audio();
    Integer target = video(attempt).targetKbps();
    return (target == null ? 0 : target) + (audio == null ? 0 : audio.bitrateKbps());
  }

  private Attempt budget(double kbps) {
    EncoderSettings.Audio audio = planned.settings().audio();
    if (audio != null) {
      int sound = (int) Math.max(LEAST_SOUND, Math.min(audio.bitrateKbps(), MOST_SOUND * kbps));
      audio = new EncoderSettings.Audio(Math.min(sound, audio.bitrateKbps()), audio.codec());
    }
    return budget(audio, kbps - (audio == null ? 0 : audio.bitrateKbps()));
  }

  private Attempt budget(EncoderSettings.@Nullable Audio audio, double picture) {
    int target = (int) Math.clamp(picture, LEAST_KBPS, 10.0 * video(planned).bitrateKbps());
    ExpectedPicture size = planned.picture();
    double pixels = (double) size.width() * size.height();
    double scale = Math.sqrt(target * 1000 / (rate * BITS_OF_PIXEL * pixels));
    return planned.with(
        planned.settings().with(video(planned).targeting(target), audio),
        planned.expectation().sized(even(size.width(), scale), even(size.height(), scale)));
  }

  private static int even(int side, double scale) {
    double least = Math.min(1, (double) LEAST_SIDE / side);
    int nearest = (int) Math.round(side * Math.min(1, Math.max(least, scale)) / 2) * 2;
    return Math.max(2, Math.min(nearest, side - side % 2));
  }

  private static EncoderSettings.Video video(Attempt attempt) {
    return Objects.requireNonNull(attempt.settings().video(), "settings of a video");
  }
}
