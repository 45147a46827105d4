package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.Preset;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
  public final Optional<Attempt> plan(Probe probe, Preset preset, Duration timeLimit) {
    boolean lost =
        (probe.animated() && !keepsAnimation()) || (probe.picture().alpha() && !keepsAlpha());
    if (probe.kind() != MediaKind.IMAGE || lost) {
      return Optional.empty();
    }
    return Optional.of(plan(probe, preset, timeLimit, fit(probe, preset).within(longestSide)));
  }

  /**
   * Plans an output in the size of the source, for drawings of few colours: scaled, they may take
   * more space than before. Empty when the preset does not scale the source, or the format cannot
   * store it without loss.
   */
  public final Optional<Attempt> planUnscaled(Probe probe, Preset preset, Duration timeLimit) {
    Size whole = Size.fit(probe.picture(), MediaKind.IMAGE, Integer.MAX_VALUE);
    return hasLosslessMode()
            && whole.equals(whole.within(longestSide))
            && !whole.equals(fit(probe, preset))
        ? Optional.of(plan(probe, preset, timeLimit, whole))
        : Optional.empty();
  }

  private Attempt plan(Probe probe, Preset preset, Duration timeLimit, Size size) {
    ExpectedPicture picture =
        new ExpectedPicture(
            probe.animated() ? Shape.ANIMATION : Shape.STILL,
            size.width(),
            size.height(),
            false,
            LEAST_SIMILARITY);
    Expectation expectation =
        new Expectation(picture, false, probe.duration(), false, SizeRule.SMALLER);
    EncoderSettings settings = EncoderSettings.of(new EncoderSettings.Image(preset.imageQuality()));
    return new Attempt(id, type, settings, expectation, timeLimit, Workload.of(probe));
  }

  /** Whether the format supports the size that the preset gives for a source. */
  public final boolean holds(Probe probe, Preset preset) {
    Size size = fit(probe, preset);
    return size.equals(size.within(longestSide));
  }

  private static Size fit(Probe probe, Preset preset) {
    return Size.fit(probe.picture(), MediaKind.IMAGE, preset.maxWidth());
  }

  /** Whether the format supports the size of an attempt. */
  final boolean holds(Attempt attempt) {
    ExpectedPicture picture = attempt.picture();
    return Math.max(picture.width(), picture.height()) <= longestSide;
  }

  /** The media type of the output. */
  final MediaType type() {
    return type;
  }

  /** All arguments of ffmpeg. */
  public final List<String> command(ImageTask task, Path output, Comparison comparison) {
    return new EncodeCommand(task.input().opening(), new ImageArguments(task, this))
        .arguments(task.input().file(), output, task.attempt(), comparison);
  }
}
