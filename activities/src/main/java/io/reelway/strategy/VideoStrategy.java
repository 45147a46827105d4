package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.Shape;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.MediaType;
import io.reelway.plan.Preset;
import io.reelway.plan.StrategyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Encodes the picture track of a video, and its sound if there is any. */
public abstract non-sealed class VideoStrategy implements Strategy {
  private final StrategyId id;
  private final MediaType type;

  /**
   * @param id the name of the strategy
   * @param type the media type of the output
   */
  protected VideoStrategy(String id, MediaType type) {
    this.id = new StrategyId(id);
    this.type = type;
  }

  @Override
  public final StrategyId id() {
    return id;
  }

  @Override
  public final Set<String> encoders() {
    return Set.of(pictureEncoder(), soundEncoder());
  }

  /** ffmpeg's name of the encoder of the picture. */
  protected abstract String pictureEncoder();

  /** ffmpeg's name of the encoder of the sound. */
  protected abstract String soundEncoder();

  /**
   * Options of the picture's encoder and of the container, after {@code -c:v}.
   *
   * @param kbps cap of the bit rate in kbit/s
   */
  protected abstract List<String> options(VideoTask task, int kbps);

  @Override
  public final Optional<Attempt> plan(Probe probe, Preset preset, Duration timeLimit) {
    if (probe.kind() != MediaKind.VIDEO) {
      return Optional.empty();
    }
    Size size = Size.fit(probe.picture(), MediaKind.VIDEO, preset.maxWidth());
    Expectation expectation =
        new Expectation(
            Shape.VIDEO,
            size.width(),
            size.height(),
            probe.audio() != null,
            probe.picture().alpha() && keepsAlpha(),
            probe.duration(),
            false,
            LEAST_SIMILARITY,
            SizeRule.SMALLER);
    return Optional.of(Attempts.of(id, type, probe, preset, timeLimit, expectation));
  }

  /** All arguments of ffmpeg. */
  public final List<String> command(VideoTask task) {
    return new EncodeCommand(task.opening(), new VideoArguments(task, this))
        .arguments(task.source(), task.output(), task.samples());
  }

  /** The arguments for the picture, with its encoder. */
  final List<String> picture(VideoTask task, int kbps) {
    List<String> words = new ArrayList<>(List.of("-c:v", pictureEncoder()));
    words.addAll(options(task, kbps));
    return words;
  }
}
