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

  /** Whether every output is lossless. Then no other lossless format competes with it. */
  public boolean isExact() {
    return false;
  }

  /**
   * Filters that convert to the pixel format of a lossless output.
   *
   * @param picture the picture of the source
   * @param converted whether its colours are converted to sRGB, so that gray is no longer stored as
   *     gray
   */
  protected List<String> exactStorage(Picture picture, boolean converted) {
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
   * Corrects values in an output that the encoder could not know.
   *
   * @throws java.io.EOFException when the output must be an animation and is none
   */
  public void finish(Path output, Probe probe) throws IOException {}

  @Override
  public final Offer offer() {
    return Offer.ofImage(type.value().substring("image/".length()));
  }

  /** Plans an image of an image, or a still image of a video. */
  @Override
  public final Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    Picture picture = probe.findPicture().map(PictureTrack::picture).orElse(null);
    if (picture == null
        || ((probe.animated() || spec.moving()) && !keepsAnimation())
        || (picture.alpha() && !keepsAlpha())) {
      return Optional.empty();
    }
    Framing framing = framing(probe, spec);
    return Optional.of(plan(probe, spec, timeLimit, framing.size().within(longestSide)))
        .map(attempt -> attempt.of(excerpt(probe, spec, framing)));
  }

  /** A still image of a video begins at a moment, and has no length. */
  private static @Nullable Excerpt excerpt(Probe probe, OutputSpec spec, Framing framing) {
    return isStillOfVideo(probe, spec)
        ? new Excerpt(framing.crop(), spec.options().start(), null)
        : spec.excerpt(framing.crop());
  }

  private static boolean isStillOfVideo(Probe probe, OutputSpec spec) {
    return probe.kind() == MediaKind.VIDEO && !spec.moving();
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
    boolean still = isStillOfVideo(probe, spec);
    ExpectedPicture picture =
        new ExpectedPicture(
            probe.animated() || spec.moving() ? Shape.ANIMATION : Shape.STILL,
            size.width(),
            size.height(),
            false,
            LEAST_SIMILARITY);
    Duration length = still ? null : spec.length(probe.duration());
    Expectation expectation = new Expectation(picture, false, length, false, SizeRule.SMALLER);
    EncoderSettings settings = EncoderSettings.of(settings(spec)).with(spec.effort());
    Workload workload = still ? Workload.LIGHT : Workload.of(probe);
    return new Attempt(id, type, settings, expectation, timeLimit, workload);
  }

  private static EncoderSettings.Image settings(OutputSpec spec) {
    Double rate = spec.options().maxFrameRate();
    return new EncoderSettings.Image(
        spec.imageQuality(),
        !spec.options().format().isEmpty(),
        spec.moving() && rate != null ? Rational.of(rate) : null);
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
