package io.reelway.encode;

import io.reelway.failure.CannotFitException;
import io.reelway.failure.Heartbeat;
import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.planning.Planner;
import io.reelway.probe.EarlyEncode;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.ProbeStage.Early;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes small still images in the stage that probes them. See decision 0103. */
public final class SmallStills implements EarlyEncode {
  /** Time limits of all attempts together; the probe stage allows twice as much. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** An image has no progress, so it must not look as if there were some. */
  private static final Progress ENCODING = Progress.NONE.in(Stage.ENCODING);

  private final Planner planner;
  private final RenditionEncoder encoder;

  public SmallStills(Planner planner, RenditionEncoder encoder) {
    this.planner = planner;
    this.encoder = encoder;
  }

  @Override
  public Optional<Early> encode(AcceptedJob job, Probe probe, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    if (probe.kind() != MediaKind.IMAGE
        || probe.animated()
        || Workload.of(probe) != Workload.LIGHT) {
      return Optional.empty();
    }
    Plan plan = planner.plan(probe, job.preset(), job.request().asked());
    Optional<Encoded> main = main(job, probe, plan, heartbeat);
    return main.map(made -> new Early(plan, made));
  }

  /**
   * The first attempt that succeeds, as in the encode stage.
   *
   * @throws CannotFitException with the smallest size of all attempts, when no output fits
   */
  private Optional<Encoded> main(AcceptedJob job, Probe probe, Plan plan, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    Rendition main = plan.main();
    List<String> others = plan.further().stream().map(Rendition::name).toList();
    Duration spent = Duration.ZERO;
    Map<StrategyId, CannotFitException> tooLarge = new HashMap<>();
    for (Attempt attempt : main.attempts()) {
      spent = spent.plus(attempt.timeLimit());
      if (spent.compareTo(LONGEST) > 0) {
        return Optional.empty();
      }
      if (tooLarge.containsKey(attempt.strategy())) {
        continue;
      }
      try {
        EncodeRequest request = new EncodeRequest(job, probe, main.name(), attempt, others);
        heartbeat.report(ENCODING);
        return Optional.of(encoder.encode(request, heartbeat, progress -> ENCODING));
      } catch (CannotFitException refused) {
        tooLarge.put(attempt.strategy(), refused);
      } catch (StageException refused) {
        if (refused.code() != ErrorCode.ENCODE_FAILED) {
          throw refused;
        }
      } catch (ApplicationFailure refused) {
        if (!refused.getType().equals(EncodeStage.NOT_SMALLER)) {
          throw refused;
        }
      }
    }
    Optional<CannotFitException> nearest =
        tooLarge.values().stream().min(Comparator.comparingLong(CannotFitException::smallestBytes));
    if (nearest.isPresent()) {
      throw nearest.get();
    }
    return Optional.empty();
  }
}
