package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Excerpt;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encodes an image, still or animated. */
public abstract non-sealed class ImageStrategy implements Strategy {
  private final StrategyId id;
  private final MediaType type;
  private final int longestSide;

  /**
   * @param id the name of the strategy
   * @param type the media type of the output
   * @param longestSide the maximum length of a side in pixels that the format and all of its
   *     readers support
   */
  protected ImageStrategy(String id, MediaType type, int longestSide) {
    this.id = new StrategyId(id);
    this.type = type;
    this.longestSide = longestSide;
  }

  @Override
  public final StrategyId id() {
    return id;
  }

  /** Options of the encoder and the format, from {@code -c:v} on. */
  protected abstract List<String> options(ImageTask task);

  /** Whether the format supports animations. */
  protected abstract boolean keepsAnimation();

  /** Whether the format, in lossy mode, has a colour for each pixel (4:4:4). */
  protected boolean hasFullColours() {
    return true;
  }

  /** Whether the format can store a drawing without loss. */
  protected boolean hasLosslessMode() {
    return false;
  }

  /** Whether the output is lossless. */
  protected boolean isLossless(ImageTask task) {
    return false;
  }

  /** Whether the encoder receives red, green and blue, not luma and chroma. */
  protected boolean takesRgb(ImageTask task) {
    return isLossless(task);
  }

  /** Whether a lower quality makes an output smaller. */
  public boolean hasQuality() {
    return true;
  }

  /** Filters that move the times of frames to those that the format can store. */
  protected List<String> storableTimes() {
    return List.of();
  }

  /**
   * The filters from the picture to what the encoder receives, if it cannot be compared with its
   * source.
   */
  protected List<String> reduction(ImageTask task) {
    return List.of();
  }

  /** The lowest quality that looks acceptable. */
  public int worstQuality() {
    return 30;
  }

  /** The distance of two qualities that the encoder distinguishes. */
  public double stepOfQuality() {
    return 1;
  }

  /**
   * The place of a quality on a scale on which the logarithm of the bytes falls nearly evenly. It
   * rises with the quality; its unit and zero have no meaning.
   */
  public double evenly(double quality) {
    return quality;
  }

  /** Whether every output is lossless. Then no other lossless format competes with it. */
  public boolean isExact() {
    return false;
  }

  /**
   * Filters that convert to the pixel format of an output that {@link #takesRgb}.
   *
   * @param picture the picture of the source
   * @param converted whether its colours are converted to sRGB, so that gray is no longer stored as
   *     gray
   */
  protected List<String> rgbStorage(Picture picture, boolean converted) {
    // A fourth channel that is not transparency must be dropped.
    return picture.alpha() ? List.of("format=bgra") : List.of("format=gbrp", "format=bgra");
  }

  /** Whether transparency is a separate stream in the output. */
  protected boolean hasAlphaApart() {
    return false;
  }

  /** The range of the output's values, {@code full} or {@code limited}. */
  protected String range() {
    return "full";
  }

  /** Filters that label the colours of the output; empty if the format defines them. */
  protected List<String> labels() {
    return List.of();
  }

  /**
   * Corrects values in an animation that the encoder could not know.
   *
   * @param length the duration of one play
   * @throws java.io.EOFException when the output is no animation
   */
  public void finish(Path output, Duration length) throws IOException {}

  @Override
  public final Offer offer() {
    return Offer.ofImage(type.value().substring("image/".length()));
  }

  /** Plans an image of an image, or a still image of a video. */
  @Override
  public final Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    Picture picture = probe.findPicture().map(PictureTrack::picture).orElse(null);
    if (picture == null
        || (spec.moves(probe) && !keepsAnimation())
        || (picture.alpha() && !keepsAlpha())) {
      return Optional.empty();
    }
    Framing framing = framing(probe, spec);
    return Optional.of(plan(probe, spec, timeLimit, framing.size().within(longestSide)))
        .map(attempt -> attempt.of(excerpt(probe, spec, framing)));
  }

  /**
   * A frame of a video or an animation begins at a moment, and has no length. Without a start, the
   * best frame of a video is looked for within the duration.
   */
  private static @Nullable Excerpt excerpt(Probe probe, OutputSpec spec, Framing framing) {
    if (!isOneOfMany(probe, spec)) {
      return spec.excerpt(framing.crop());
    }
    boolean looks = probe.kind() == MediaKind.VIDEO && spec.options().start() == null;
    return new Excerpt(
        framing.crop(), spec.options().start(), looks ? spec.options().duration() : null);
  }

  private static boolean isOneOfMany(Probe probe, OutputSpec spec) {
    return (probe.kind() == MediaKind.VIDEO || probe.animated()) && !spec.moves(probe);
  }

  /**
   * Plans an output in the size of the source, for drawings of few colours: scaled, they may take
   * more space than before. Empty when the spec does not scale the source or asks for a size, or
   * the format cannot store it without loss.
   */
  public final Optional<Attempt> planUnscaled(Probe probe, OutputSpec spec, Duration timeLimit) {
    Size whole = Size.fit(probe.picture(), MediaKind.IMAGE, Integer.MAX_VALUE);
    return hasLosslessMode()
            && !spec.hasSize()
            && whole.equals(whole.within(longestSide))
            && !whole.equals(framing(probe, spec).size())
        ? Optional.of(plan(probe, spec, timeLimit, whole))
        : Optional.empty();
  }

  private Attempt plan(Probe probe, OutputSpec spec, Duration timeLimit, Size size) {
    boolean moves = spec.moves(probe);
    ExpectedPicture picture =
        new ExpectedPicture(
            moves ? Shape.ANIMATION : Shape.STILL,
            size.width(),
            size.height(),
            false,
            LEAST_SIMILARITY);
    Duration length = moves ? spec.silentLength(probe) : null;
    Expectation expectation = new Expectation(picture, false, length, false, SizeRule.SMALLER);
    EncoderSettings settings = EncoderSettings.of(settings(probe, spec)).with(spec.effort());
    Workload workload = isOneOfMany(probe, spec) ? Workload.LIGHT : Workload.of(probe);
    return new Attempt(id, type, settings, expectation, timeLimit, workload);
  }

  private static EncoderSettings.Image settings(Probe probe, OutputSpec spec) {
    return new EncoderSettings.Image(
        spec.imageQuality(),
        !spec.options().format().isEmpty(),
        spec.moves(probe) ? frameRateCap(probe, spec.options().maxFrameRate()) : null);
  }

  /** Viewers show frames that follow each other in 10 ms or less more slowly. */
  private static @Nullable Rational frameRateCap(Probe probe, @Nullable Double asked) {
    if (probe.kind() == MediaKind.VIDEO) {
      return Rational.of(asked == null ? OutputSpec.FASTEST : Math.min(OutputSpec.FASTEST, asked));
    }
    return asked == null ? null : Rational.of(asked);
  }

  /** Whether the format supports the size that a spec gives for a source. */
  public final boolean holds(Probe probe, OutputSpec spec) {
    Size size = framing(probe, spec).size();
    return size.equals(size.within(longestSide));
  }

  private static Framing framing(Probe probe, OutputSpec spec) {
    return Framing.of(probe.picture(), MediaKind.IMAGE, spec);
  }

  /** Whether the format supports the size of an attempt. */
  final boolean holds(Attempt attempt) {
    ExpectedPicture picture = attempt.picture();
    return Math.max(picture.width(), picture.height()) <= longestSide;
  }

  /** The media type of the output. */
  public final MediaType type() {
    return type;
  }

  /** All arguments of ffmpeg. */
  public final List<String> command(ImageTask task, Path output, Comparison comparison) {
    return new EncodeCommand(task.input().opening(), new ImageArguments(task, this))
        .arguments(task.input().file(), output, task.attempt(), comparison);
  }
}
