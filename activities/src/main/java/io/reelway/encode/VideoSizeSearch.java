package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.ExpectedPicture;
import io.reelway.strategy.VideoStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for a video: the planned quality, then the mean bit rate that fills the maximum, or
 * after a near miss a slightly worse quality, then a corrected rate. The size of the picture falls
 * before its quality does. A silent video of few frames, such as a slide show, may need less than
 * the lowest mean rate; then its quality falls, too.
 */
final class VideoSizeSearch implements SizeSearch {
  /** Bytes of the container for each frame and each packet of sound, and of its headers. */
  private static final double BYTES_OF_FRAME = 14;

  private static final double BYTES_OF_HEADERS = 2500;

  /** Packets of sound per second. */
  private static final double PACKETS = 50;

  /** With fewer bits for each pixel, a smaller picture looks better. */
  private static final double BITS_OF_PIXEL = 0.07;

  /** Sound gets at most this share of the bits, and its least in kbit/s, if both have enough. */
  private static final double MOST_SOUND = 0.2;

  private static final int LEAST_SOUND = 24;

  /** The lowest mean rate of a picture in kbit/s: encoders count whole ones. */
  private static final int LEAST_KBPS = 1;

  /** The lowest one of a usual frame rate. x264 refuses rates that skipped frames exceed. */
  private static final int LEAST_USUAL_KBPS = 10;

  /** The lowest one of a low frame rate, in kbit for each frame. */
  private static final double LEAST_OF_FRAME = 0.4;

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
  private final double worstFactor;
  private final double rate;
  private final @Nullable Duration length;
  private final boolean tellsProgress;
  private final double ofStereo;
  private int encodes;

  /** The bytes of the planned quality, and how they fall with each step of the factor. */
  private long first;

  private double fall;

  /**
   * @param length how long the output lasts; {@code null} if unknown
   * @param fallOfFactor see {@link VideoStrategy#fallOfFactor}
   * @param worstFactor see {@link VideoStrategy#worstFactor}
   */
  VideoSizeSearch(
      Probe probe,
      Attempt planned,
      @Nullable Duration length,
      long maxBytes,
      double fallOfFactor,
      double worstFactor) {
    this.fall = fallOfFactor;
    this.worstFactor = worstFactor;
    this.planned = planned;
    this.maxBytes = maxBytes;
    this.ofStereo = SizeSearch.ofStereo(probe);
    this.length = length == null || length.isZero() ? null : length;
    this.tellsProgress = planned.expectation().duration() != null;
    Rational cap = video(planned).frameRateCap();
    Rational own = probe.pictureTrack().frameRate();
    double source = own == null ? USUAL_RATE : own.value();
    this.rate = cap == null ? source : own == null ? cap.value() : Math.min(cap.value(), source);
  }

  @Override
  public Attempt planned() {
    return planned;
  }

  /**
   * Only the first encode: two passes miss their rate by little, and the size of the whole says by
   * how much. A short clip costs little, and its size shows a near miss. The progress of a source
   * without a length is not known.
   */
  @Override
  public boolean stopsEarly() {
    return encodes == 0 && tellsProgress && length != null && length.toMillis() > LEAST_MILLIS;
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
    if (fits && (last.equals(planned) || bytes >= ENOUGH * maxBytes)) {
      return Optional.empty();
    }
    double aim = aim(bytes, fits);
    double change = aim * maxBytes / bytes;
    if (target == null) {
      double factor = factor(last, bytes, change);
      if (length == null && Double.isFinite(factor) && video(last).crf() < worstFactor) {
        factor = Math.min(factor, worstFactor); // without a length, no mean rate is better
      }
      if (needsLess(aim) && Double.isFinite(factor)) {
        return Optional.of(withFactor(last, factor)).filter(next -> !next.equals(last));
      }
      boolean near = bytes <= NEAR_MISS * maxBytes || length == null;
      return Optional.of(
          near && factor <= worstFactor ? withFactor(last, factor) : budget(kbps(aim)));
    }
    if (fits) {
      return larger(last, bytes);
    }
    // At the lowest rate and in the smallest size, another encode gives the same bytes.
    return Optional.of(budget(total(last) * change)).filter(next -> !next.equals(last));
  }

  /** Two passes miss a bit rate by one percent, and in clips of few seconds by three. */
  private double aim(long bytes, boolean fits) {
    boolean last = encodes == most() - 1;
    return last && !fits ? SizeSearch.cautiousAim(bytes, maxBytes) : AIM;
  }

  /**
   * The factor with which the bytes change as wanted; infinite if the encoder's were not measured.
   * Few frames miss a mean bit rate by more than a factor.
   */
  private double factor(Attempt last, long bytes, double change) {
    double steps = video(last).crf() - video(planned).crf();
    if (steps > 0 && bytes < first && last.picture().equals(planned.picture())) {
      fall = Math.max(fall / 2, Math.log((double) first / bytes) / steps);
    }
    first = encodes == 1 ? bytes : first;
    return Math.ceil(10 * (video(last).crf() - Math.log(change) / fall)) / 10;
  }

  /** Whether a silent video needs less than the lowest mean rate. */
  private boolean needsLess(double aim) {
    return length != null && !planned.expectation().sound() && kbps(aim) < LEAST_KBPS;
  }

  /** Instead of a factor that the encoder refuses, the picture becomes smaller. */
  private Attempt withFactor(Attempt last, double factor) {
    double above = Math.max(0, factor - worstFactor);
    EncoderSettings.Video picture = video(planned).with(factor - above);
    ExpectedPicture size = last.picture();
    double scale = Math.max(leastScale(size), Math.exp(-above * fall / 2));
    return planned.with(
        planned.settings().with(picture, planned.settings().audio()),
        above > 0 ? scaled(size, scale) : last.expectation());
  }

  /**
   * The picture gets the bytes that the last encode has left. Sound keeps its rate: simple sound
   * does not use it.
   */
  private Optional<Attempt> larger(Attempt last, long bytes) {
    if (length == null) {
      return Optional.empty();
    }
    double left = (maxBytes * AIM - bytes) * 8 / length.toMillis();
    EncoderSettings.Audio audio = last.settings().audio();
    return Optional.of(budget(audio, total(last) + left - sound(audio)));
  }

  /** The mean bit rate that fills a share of the maximum, in kbit/s, with the sound. */
  private double kbps(double share) {
    if (length == null) {
      return video(planned).bitrateKbps() / 8.0;
    }
    double seconds = length.toMillis() / 1000.0;
    double packets = rate + (planned.expectation().sound() ? PACKETS : 0);
    double overhead = BYTES_OF_HEADERS + seconds * packets * BYTES_OF_FRAME;
    return Math.max(0, maxBytes * share - overhead) * 8 / 1000 / seconds;
  }

  private double total(Attempt attempt) {
    Integer target = video(attempt).targetKbps();
    return (target == null ? 0 : target) + sound(attempt.settings().audio());
  }

  private double sound(EncoderSettings.@Nullable Audio audio) {
    return audio == null ? 0 : audio.bitrateKbps() * ofStereo;
  }

  private Attempt budget(double kbps) {
    EncoderSettings.Audio audio = planned.settings().audio();
    if (audio != null) {
      double least =
          Math.clamp((kbps - leastKbps()) / ofStereo, SoundSizeSearch.LEAST_KBPS, LEAST_SOUND);
      int most = (int) Math.max(least, MOST_SOUND * kbps / ofStereo);
      audio = new EncoderSettings.Audio(Math.min(most, audio.bitrateKbps()), audio.codec());
    }
    return budget(audio, kbps - sound(audio));
  }

  private Attempt budget(EncoderSettings.@Nullable Audio audio, double picture) {
    int target = (int) Math.clamp(picture, leastKbps(), 10.0 * video(planned).bitrateKbps());
    ExpectedPicture size = planned.picture();
    double pixels = (double) size.width() * size.height();
    double scale =
        Math.max(leastScale(size), Math.sqrt(target * 1000 / (rate * BITS_OF_PIXEL * pixels)));
    return planned.with(
        planned.settings().with(video(planned).targeting(target), audio), scaled(size, scale));
  }

  private double leastKbps() {
    return Math.ceil(Math.clamp(rate * LEAST_OF_FRAME, LEAST_KBPS, LEAST_USUAL_KBPS));
  }

  private static double leastScale(ExpectedPicture size) {
    return (double) LEAST_SIDE / Math.min(size.width(), size.height());
  }

  private Expectation scaled(ExpectedPicture size, double scale) {
    return planned.expectation().sized(even(size.width(), scale), even(size.height(), scale));
  }

  private static int even(int side, double scale) {
    int nearest = (int) Math.round(side * Math.min(1, scale) / 2) * 2;
    return Math.max(2, Math.min(nearest, side - side % 2));
  }

  private static EncoderSettings.Video video(Attempt attempt) {
    return Objects.requireNonNull(attempt.settings().video(), "settings of a video");
  }
}
