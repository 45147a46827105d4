package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.FailedOutput;
import io.reelway.job.JobError;
import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.reelway.stage.EncodeStage.Encoded;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the renditions of a plan, all at the same time. The main rendition decides whether the job
 * succeeds.
 */
final class RenditionRuns {
  private final AcceptedJob job;
  private final Probe probe;
  private final Plan plan;
  private final ProgressBook book;
  private final @Nullable Encoded made;
  private final Map<String, Promise<Artifact>> further = new LinkedHashMap<>();
  private final List<FailedOutput> failed = new ArrayList<>();

  /**
   * @param made the main rendition if it is encoded already
   */
  RenditionRuns(
      AcceptedJob job, Probe probe, Plan plan, ProgressBook book, @Nullable Encoded made) {
    this.job = job;
    this.probe = probe;
    this.plan = plan;
    this.book = book;
    this.made = made;
  }

  /**
   * Returns the artifacts, the main one first. When a further rendition cannot be made, the job
   * gets a warning. When the main one cannot be made, the others are stopped.
   *
   * @throws TemporalFailure when the main rendition cannot be made, or the job is cancelled
   */
  List<Artifact> make() {
    book.open(plan);
    CancellationScope others = Workflow.newCancellationScope(this::startFurther);
    others.run();
    List<Artifact> artifacts = new ArrayList<>();
    try {
      artifacts.add(new RenditionRun(job, probe, plan.main(), book).make(made));
    } catch (TemporalFailure failure) {
      others.cancel();
      awaitFurther();
      throw failure;
    }
    awaitFurther();
    CancellationScope.throwCanceled();
    further.forEach((name, one) -> collect(name, one, artifacts));
    for (Plan.Refusal refusal : plan.refusals()) {
      fail(refusal.name(), new JobError(refusal.code(), refusal.message()));
    }
    return artifacts;
  }

  /** The further renditions that could not be made. */
  List<FailedOutput> failed() {
    return List.copyOf(failed);
  }

  /**
   * Waits for the further renditions, because nothing of a job may run after the job reports its
   * end or is erased.
   */
  private void awaitFurther() {
    further.values().forEach(one -> one.handle((made, failed) -> true).get());
  }

  private void startFurther() {
    for (Rendition rendition : plan.further()) {
      further.put(rendition.name(), Async.function(() -> run(rendition)));
    }
  }

  private Artifact run(Rendition rendition) {
    return new RenditionRun(job, probe, rendition, book).make(null);
  }

  private void collect(String name, Promise<Artifact> one, List<Artifact> artifacts) {
    try {
      artifacts.add(one.get());
    } catch (TemporalFailure failure) {
      fail(name, Failures.explain(failure));
    }
  }

  private void fail(String name, JobError error) {
    failed.add(new FailedOutput(name, error));
    book.warn(List.of("The output " + name + " could not be made: " + error.message()));
  }
}
