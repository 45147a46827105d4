package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputRequest;
import io.reelway.spec.OutputSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an output of several files, which name each other by relative paths. Only a further output
 * can ask for one, by its type.
 */
public abstract non-sealed class PackageStrategy implements Strategy {
  private final StrategyId id;
  private final String type;

  /**
   * @param id the name of the strategy
   * @param type the type of output, as requests name it
   */
  protected PackageStrategy(String id, String type) {
    this.id = new StrategyId(id);
    this.type = type;
  }

  @Override
  public final StrategyId id() {
    return id;
  }

  /** Whether it makes what a request asks for. */
  public boolean makes(OutputRequest output) {
    return output.type().equals(type);
  }

  @Override
  public final @Nullable Offer offer() {
    return null;
  }

  @Override
  public final boolean keepsAlpha() {
    return false;
  }

  /** Whether a transparent video would lose its transparency although that is visible. */
  public boolean flattens(Probe probe) {
    return probe.picture().alpha();
  }

  /** Always empty: what to make depends on more than a spec. */
  @Override
  public final Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    return Optional.empty();
  }

  /**
   * Plans the output of a video.
   *
   * @param spec the preset with the options of the output
   * @param request the output as it was asked for
   * @param timeLimit the maximum wall time of the encoder
   */
  public abstract Attempt plan(
      Probe probe, OutputSpec spec, OutputRequest request, Duration timeLimit);

  /** All arguments of ffmpeg. It writes its files beside {@link VideoTask#output()}. */
  public abstract List<String> command(VideoTask task);
}
