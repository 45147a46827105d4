package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.JobState.Done;
import io.reelway.job.SourceRef;
import io.reelway.job.Stage;
import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.reelway.stage.DiscardStage;
import io.reelway.stage.EraseStage;
import io.reelway.stage.FetchStage;
import io.reelway.stage.PlanStage;
import io.reelway.stage.PlanStage.PlanRequest;
import io.reelway.stage.PresignStage;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.ProbeStage.Early;
import io.reelway.stage.ProbeStage.Probed;
import io.reelway.stage.RecordStage;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The steps of a job: fetch, probe, plan, encode, upload, presign, record, webhook. */
public final class MediaJobWorkflowImpl implements MediaJobWorkflow {
  /** Marks histories of builds that delete the outputs of a failed job. */
  private static final String DISCARD_OUTPUTS = "discard-outputs";

  private static final int BEFORE = Workflow.DEFAULT_VERSION;

  private AcceptedJob job;

  /** The steps that a client may cancel. */
  private final CancellationScope work = Workflow.newCancellationScope(this::make);

  private final ProgressBook book;
  private @Nullable JobState end;
  private boolean erasing;

  @WorkflowInit
  public MediaJobWorkflowImpl(AcceptedJob job) {
    this.job = job;
    this.book = new ProgressBook(job);
  }

  @Override
  public void stop() {
    work.cancel();
  }

  @Override
  public void erase() {
    erasing = true;
    Workflow.upsertMemo(Map.of(MEMO_ERASING, true));
    work.cancel();
  }

  @Override
  public JobSnapshot optimize(AcceptedJob ignored) {
    work.run();
    if (!erasing) {
      record(Objects.requireNonNull(end, "The work came to an end"));
    }
    if (erasing) {
      eraseAll();
    } else {
      webhook();
    }
    return book.snapshot();
  }

  private void make() {
    try {
      fetch();
      Probed probed = probe();
      Done outputs = renditions(probed);
      DownloadLink link = presign(outputs.main());
      end = new Done(now(), probed.probe(), outputs.artifacts(), link, outputs.failed());
    } catch (TemporalFailure failure) {
      end = new JobState.Failed(now(), Failures.explain(failure));
    }
  }

  /** Fetches the source when the client named a URL. Most sources come with the request. */
  private void fetch() {
    if (job.source() instanceof SourceRef.Remote) {
      book.enter(Stage.FETCHING);
      FetchStage stage = Workflow.newActivityStub(FetchStage.class, StageOptions.fetch());
      job = job.with(WorkerLossRetry.survived(() -> stage.fetch(job), book::retry));
      book.leave();
      book.source(job);
    }
  }

  private Probed probe() {
    book.enter(Stage.PROBING);
    ProbeStage stage = Workflow.newActivityStub(ProbeStage.class, StageOptions.probe());
    Probed probed = WorkerLossRetry.survived(() -> stage.probe(job), book::retry);
    book.leave();
    book.warn(probed.probe().warnings());
    return probed;
  }

  /** The renditions of the plan. The main one of a small image is made already. */
  private Done renditions(Probed probed) {
    Probe probe = probed.probe();
    Early early = probed.early();
    Plan plan = early == null ? plan(probe) : early.plan();
    RenditionRuns runs =
        new RenditionRuns(job, probe, plan, book, early == null ? null : early.main());
    // Not "finally": a worker that drops this workflow from its memory runs such blocks too.
    try {
      List<Artifact> artifacts = runs.make();
      discardParts(plan);
      return new Done(now(), probe, artifacts, null, runs.failed());
    } catch (TemporalFailure failure) {
      discardParts(plan);
      discardOutputs(plan);
      throw failure;
    }
  }

  /** Deletes the parts of divided videos. Nothing encodes any more. */
  private void discardParts(Plan plan) {
    if (plan.divides()) {
      discard(DiscardStage::discard);
    }
  }

  /** Deletes the further outputs that were made before the job failed. No poll names them. */
  private void discardOutputs(Plan plan) {
    if (!plan.further().isEmpty() && Workflow.getVersion(DISCARD_OUTPUTS, BEFORE, 1) == 1) {
      discard(DiscardStage::discardOutputs);
    }
  }

  private void discard(BiConsumer<DiscardStage, AcceptedJob> files) {
    if (erasing) {
      return;
    }
    DiscardStage stage = Workflow.newLocalActivityStub(DiscardStage.class, StageOptions.discard());
    try {
      evenWhenCancelled(() -> files.accept(stage, job));
    } catch (ActivityFailure away) {
      // The store does not answer. The files are deleted with the job.
    }
  }

  private Plan plan(Probe probe) {
    return Workflow.newLocalActivityStub(PlanStage.class, StageOptions.brief())
        .plan(new PlanRequest(probe, job.preset(), job.request().asked()));
  }

  private @Nullable DownloadLink presign(Artifact artifact) {
    return Workflow.newLocalActivityStub(PresignStage.class, StageOptions.brief())
        .presign(artifact)
        .link();
  }

  /** Records the end of the job, before the webhook is called and also after a cancellation. */
  private void record(JobState end) {
    JobSnapshot last = book.snapshot().withState(end, now());
    evenWhenCancelled(
        () -> Workflow.newLocalActivityStub(RecordStage.class, StageOptions.record()).record(last));
    book.end(last);
  }

  /**
   * Starts the webhook and does not wait for it, because the receiver may be unreachable for days.
   */
  private void webhook() {
    if (job.request().webhookUrl() != null) {
      evenWhenCancelled(() -> Webhooks.begin(job));
    }
  }

  private void eraseAll() {
    evenWhenCancelled(
        () -> Workflow.newLocalActivityStub(EraseStage.class, StageOptions.record()).erase(job));
  }

  private static void evenWhenCancelled(Runnable stage) {
    Workflow.newDetachedCancellationScope(stage).run();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
