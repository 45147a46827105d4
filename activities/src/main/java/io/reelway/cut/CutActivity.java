package io.reelway.cut;

import io.reelway.failure.Heartbeat;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.LocalSource;
import io.reelway.source.SourceCache;
import io.reelway.stage.CutStage;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link CutStage} on this host. */
public final class CutActivity implements CutStage {
  private final SourceCache sources;
  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final Scratch scratch;
  private final Strategies strategies;
  private final CutPlanner planner;

  /**
   * @param slots the number of encodes at the same time on this host, at least 1
   */
  public CutActivity(
      SourceCache sources,
      Ffmpeg ffmpeg,
      InputGuard guard,
      Scratch scratch,
      Strategies strategies,
      int slots) {
    this.sources = sources;
    this.ffmpeg = ffmpeg;
    this.guard = guard;
    this.scratch = scratch;
    this.strategies = strategies;
    this.planner = new CutPlanner(slots);
  }

  @Override
  public Cuts cut(CutRequest request) {
    return Heartbeat.during(heartbeat -> {
      @Nullable Cuts whole = CutPlanner.whole(request.probe());
      return whole == null ? read(request) : whole;
    });
  }

  private Cuts read(CutRequest request) throws IOException, InterruptedException {
    Attempt attempt = request.attempt();
    try (Scratch.Directory directory = scratch.directory("cut");
        LocalSource source = sources.open(request.job(), share -> {});
        ToolRun run = ffmpeg.in(directory.path(), attempt.timeLimit())) {
      // Where the time of an output begins depends on the tracks that it uses.
      Probe probe = attempt.expectation().sound() ? request.probe() : request.probe().silent();
      Optional<SourceFrames> frames = SourceFrames.read(ffmpeg, run, guard, probe, source.file());
      return frames.isPresent() ? plan(probe, frames.get(), attempt) : CutPlanner.withoutTimes();
    } catch (Ffmpeg.RefusedException | ArithmeticException | TimeLimitException unknown) {
      // ArithmeticException: times of millions of years.
      return Cuts.none(null);
    }
  }

  private Cuts plan(Probe probe, SourceFrames frames, Attempt attempt) {
    EncoderSettings.Video settings =
        Objects.requireNonNull(attempt.settings().video(), "settings of a video");
    boolean milliseconds =
        strategies.find(attempt.strategy()).orElse(null) instanceof VideoStrategy video
            && video.roundsToMilliseconds();
    Duration length = Objects.requireNonNull(attempt.segmentLength(), "a divided attempt");
    return planner.plan(probe, frames, settings.frameRateCap(), milliseconds, length);
  }
}
