package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.ImageTask;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for an image. First, the quality falls from the planned one to the lowest that looks
 * acceptable; then, the picture becomes smaller. Both are one number, the sacrifice: the fall of
 * the logarithm of the bytes that a curve expects. Measured sizes correct the curve.
 */
final class ImageSizeSearch implements SizeSearch {
  /** The sides below which no picture is recognisable, as a share of the planned ones. */
  private static final double SMALLEST = 0.04;

  /**
   * A picture does not shrink to an icon, whose pixels all count and take more bytes than those of
   * a larger picture, unless it is lossless anyway. The margin is for rounded sides.
   */
  private static final double LEAST_PIXELS = 1.1 * ImageTask.MOST_PIXELS_OF_AN_ICON;

  /** The number of encodes that are enough for most images. */
  private static final int USUALLY = 3;

  /** An output that is expected to use at most this share may have the planned settings. */
  private static final double EXPECTED_TO_FIT = 0.98;

  /** How far an encoder's step of quality may be from the aim. Otherwise, the picture shrinks. */
  private static final double NEAR = 0.04;

  /** The share of the maximum from which on an output keeps its sides. */
  private static final double NEARLY_ENOUGH = 0.75;

  /** The maximum correction of the curve in one step, and its inverse. */
  private static final double MOST_CORRECTION = 2;

  private final Attempt planned;
  private final long maxBytes;
  private final EncoderSettings.Image image;
  private final ImageSizeCurve curve;
  private final ImageSizeCurve.Range range;
  private final double step;
  private final double largest;
  private final Set<Attempt> tried = new HashSet<>();
  private Setting current;

  /** The largest multiplier of the sides that is still tried. */
  private double widest = 1;

  /** The sizes that bound the wanted one, and the one before the last. */
  private @Nullable Point tooLarge;

  private @Nullable Point fitting;
  private @Nullable Point before;

  /**
   * @param curve how the size depends on the settings
   * @param step the distance of two qualities that the encoder distinguishes
   */
  ImageSizeSearch(Attempt planned, long maxBytes, ImageSizeCurve curve, double step) {
    this.planned = planned;
    this.maxBytes = maxBytes;
    this.image = Objects.requireNonNull(planned.settings().image(), "settings of an image");
    this.curve = curve;
    this.range = curve.range();
    this.step = step;
    this.largest = curve.whole() + curve.fallOf(smallest());
    this.current = first();
    this.tried.add(attempt(current));
  }

  /** The qualities of a search; only the planned one if a lower one makes no image smaller. */
  static ImageSizeCurve.Range range(Attempt planned, ImageStrategy strategy) {
    int best = Objects.requireNonNull(planned.settings().image(), "settings of an image").quality();
    int worst = strategy.hasQuality() ? Math.min(best, strategy.worstQuality()) : best;
    return new ImageSizeCurve.Range(best, worst, strategy::evenly);
  }

  /** The sides of the smallest picture that is tried, as a share of the planned ones. */
  private double smallest() {
    ExpectedPicture picture = planned.picture();
    double icon = Math.sqrt(LEAST_PIXELS / picture.width() / picture.height());
    boolean lossless = range.best() == range.worst();
    return icon < 1 && !lossless ? Math.max(SMALLEST, icon) : SMALLEST;
  }

  private Setting first() {
    double bytes = curve.planned().orElse(0);
    return bytes <= EXPECTED_TO_FIT * maxBytes
        ? new Setting(range.best(), 1)
        : setting(Math.min(Math.log(bytes) - aim(), largest));
  }

  @Override
  public Attempt planned() {
    return attempt(current);
  }

  /**
   * Three, and five while more than a quarter of the maximum is left: a scaled drawing may be
   * larger than the drawing itself, so its first encodes say little. An image takes tenths of a
   * second.
   */
  @Override
  public int most() {
    boolean good = fitting != null && fitting.bytes() >= Math.log(NEARLY_ENOUGH * maxBytes);
    return good ? USUALLY : USUALLY + 2;
  }

  @Override
  public boolean stopsEarly() {
    return false;
  }

  @Override
  public Optional<Attempt> next(Attempt last, long bytes, boolean whole) {
    boolean fits = bytes <= maxBytes;
    if (fits && (isPlanned(current) || bytes >= ENOUGH * maxBytes)) {
      return Optional.empty();
    }
    double logarithm = Math.log((double) Math.max(1, bytes));
    Point point = new Point(sacrifice(current), logarithm, current.scale() < 1);
    if (!fits) {
      tooLarge = point;
    } else {
      fitting = point;
      if (current.scale() < widest && bytes >= NEARLY_ENOUGH * maxBytes) {
        // The first step from an unscaled picture loses much at once, because the scaler smooths.
        // So a scaled picture that has some bytes left gets more quality, and not more pixels.
        widest = current.scale();
        tooLarge = null;
      }
    }
    double wanted = wanted(point);
    before = point;
    Setting next = setting(wanted);
    if (tried.contains(attempt(next))) {
      next = shrunk(wanted);
    }
    current = next;
    Attempt attempt = attempt(next);
    return tried.add(attempt) ? Optional.of(attempt) : Optional.empty();
  }

  private double aim() {
    return Math.log(maxBytes * AIM);
  }

  /** The sacrifice at which the logarithm of the bytes is expected to reach its aim. */
  private double wanted(Point last) {
    double least = Math.min(largest, curve.fallOf(widest));
    if (tooLarge != null && fitting != null) {
      double margin = (fitting.sacrifice() - tooLarge.sacrifice()) / 20;
      double between = tooLarge.sacrifice() + (tooLarge.bytes() - aim()) / tooLarge.fall(fitting);
      return Math.clamp(
          between,
          Math.min(tooLarge.sacrifice() + margin, largest),
          Math.max(tooLarge.sacrifice() + margin, fitting.sacrifice() - margin));
    }
    double correction =
        before == null || before.sacrifice() == last.sacrifice() || before.scaled() != last.scaled()
            ? 1
            : Math.clamp(before.fall(last), 1 / MOST_CORRECTION, MOST_CORRECTION);
    return Math.clamp(last.sacrifice() + (last.bytes() - aim()) / correction, least, largest);
  }

  private double sacrifice(Setting setting) {
    return curve.fallTo(setting.quality()) + curve.fallOf(setting.scale());
  }

  /** The settings of a sacrifice: if possible, only the quality falls. */
  private Setting setting(double sacrifice) {
    double ofQuality = sacrifice - curve.fallOf(widest);
    if (ofQuality > curve.whole()) {
      double scale = curve.scaleAt(sacrifice - curve.whole());
      return scale > ImageSizeCurve.FIRST ? atFirst(sacrifice) : new Setting(range.worst(), scale);
    }
    double exact = curve.qualityAt(ofQuality);
    int nearest = onGrid(Math.round((range.best() - exact) / step));
    return Math.abs(curve.fallTo(nearest) - ofQuality) <= NEAR
        ? new Setting(nearest, widest)
        : shrunk(sacrifice);
  }

  /** The settings of a sacrifice, with the largest scaled picture. */
  private Setting atFirst(double sacrifice) {
    double exact = curve.qualityAt(sacrifice - curve.fallOf(ImageSizeCurve.FIRST));
    return new Setting(onGrid(Math.round((range.best() - exact) / step)), ImageSizeCurve.FIRST);
  }

  /** The settings of a sacrifice, with a better step of quality and a smaller picture. */
  private Setting shrunk(double sacrifice) {
    double exact = curve.qualityAt(sacrifice - curve.fallOf(widest));
    int better = onGrid((long) Math.floor((range.best() - exact) / step));
    return new Setting(better, Math.min(widest, curve.scaleAt(sacrifice - curve.fallTo(better))));
  }

  private int onGrid(long steps) {
    return Math.clamp(Math.round(range.best() - steps * step), range.worst(), range.best());
  }

  private Attempt attempt(Setting setting) {
    ExpectedPicture size = planned.picture();
    return isPlanned(setting)
        ? planned
        : planned.with(
            planned.settings().with(image.with(setting.quality())),
            planned
                .expectation()
                .sized(
                    scaled(size.width(), setting.scale()), scaled(size.height(), setting.scale())));
  }

  private boolean isPlanned(Setting setting) {
    return setting.quality() == range.best() && setting.scale() == 1;
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }

  /**
   * What an encode is made with.
   *
   * @param scale multiplies the planned sides
   */
  private record Setting(int quality, double scale) {}

  /**
   * A measured size.
   *
   * @param bytes their natural logarithm
   * @param scaled whether the sides were smaller than planned
   */
  private record Point(double sacrifice, double bytes, boolean scaled) {
    /** The fall to another point, relative to the one that the curve expects. */
    double fall(Point other) {
      return (bytes - other.bytes) / (other.sacrifice - sacrifice);
    }
  }
}
