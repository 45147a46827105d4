package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.DownloadLink;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Output;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.EraseStage;
import io.reelway.stage.FetchStage;
import io.reelway.stage.PlanStage;
import io.reelway.stage.PlanStage.PlanRequest;
import io.reelway.stage.PresignStage;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.RecordStage;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.UploadStage;
import io.reelway.stage.UploadStage.UploadRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The story of a job: fetch, probe, plan, encode, upload, presign, record, webhook. */
public final class MediaJobWorkflowImpl implements MediaJobWorkflow {
  /** How often encode and upload move on together to another host before the job gives up. */
  private static final int MAX_HOSTS = 10;

  private AcceptedJob job;

  /** Everything that a client may interrupt. */
  private final CancellationScope work = Workflow.newCancellationScope(this::make);

  private JobSnapshot snapshot;
  private @Nullable JobState end;
  private boolean erasing;

  /** Percent of the whole job that is done, as far as stages that have ended tell. */
  private double reached;

  @WorkflowInit
  public MediaJobWorkflowImpl(AcceptedJob job) {
    this.job = job;
    this.snapshot = JobSnapshot.accepted(job);
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
    return snapshot;
  }

  private void make() {
    try {
      fetch();
      Probe probe = probe();
      Plan plan = plan(probe);
      Output output = produce(probe, plan.primary());
      DownloadLink link = presign(output);
      end = new JobState.Done(now(), probe, output, link);
    } catch (TemporalFailure failure) {
      end = new JobState.Failed(now(), Failures.explain(failure));
    }
  }

  /** Only when the client named a URL; most sources came with the request. */
  private void fetch() {
    if (job.request().sourceUrl() != null) {
      enter(Stage.FETCHING);
      FetchStage stage = Workflow.newActivityStub(FetchStage.class, StageOptions.fetch());
      job = job.with(WorkerLossRetry.survived(() -> stage.fetch(job)));
      leave(Progress.ALL);
      snapshot = snapshot.withSource(job);
    }
  }

  private Probe probe() {
    enter(Stage.PROBING);
    ProbeStage stage = Workflow.newActivityStub(ProbeStage.class, StageOptions.probe());
    Probe probe = WorkerLossRetry.survived(() -> stage.probe(job));
    leave(Progress.ALL);
    snapshot = snapshot.withWarnings(probe.warnings());
    return probe;
  }

  private Plan plan(Probe probe) {
    return Workflow.newLocalActivityStub(PlanStage.class, StageOptions.brief())
        .plan(new PlanRequest(probe, job.preset()));
  }

  /** Tries the attempts in order; the next one when one cannot encode or would not be smaller. */
  private Output produce(Probe probe, Rendition rendition) {
    @Nullable ActivityFailure refused = null;
    for (Attempt attempt : rendition.attempts()) {
      try {
        return encodeAndUpload(new EncodeRequest(job, probe, rendition.name(), attempt));
      } catch (ActivityFailure failure) {
        if (!Failures.leadsToNextTarget(failure)) {
          throw failure;
        }
        leave(Failures.progress(failure));
        refused = failure;
      }
    }
    throw refused != null
        ? refused
        : ApplicationFailure.newNonRetryableFailure(
            ErrorCode.ENCODE_FAILED.sentence(), ErrorCode.ENCODE_FAILED.name());
  }

  /** Both on one host; when that host is gone, both again on another. */
  private Output encodeAndUpload(EncodeRequest request) {
    for (int host = 1; ; host++) {
      enter(Stage.ENCODING);
      EncodeStage encode =
          Workflow.newActivityStub(EncodeStage.class, StageOptions.encode(request.attempt()));
      Encoded encoded =
          WorkerLossRetry.survived(() -> encode.encode(request), silent -> rejoin(silent, request));
      leave(Progress.ALL);
      try {
        Output output = Objects.requireNonNullElseGet(encoded.output(), () -> upload(encoded));
        snapshot = snapshot.withWarnings(encoded.warnings());
        return output;
      } catch (ActivityFailure failure) {
        if (host == MAX_HOSTS || !Failures.isHostGone(failure)) {
          throw failure;
        }
      }
    }
  }

  private static Encoded rejoin(String hostTaskQueue, EncodeRequest request) {
    return Workflow.newActivityStub(
            RejoinStage.class, StageOptions.rejoin(hostTaskQueue, request.attempt()))
        .rejoin(request);
  }

  /** From the host that made it. */
  private Output upload(Encoded encoded) {
    enter(Stage.UPLOADING);
    UploadStage stage =
        Workflow.newActivityStub(UploadStage.class, StageOptions.upload(encoded.taskQueue()));
    return WorkerLossRetry.survived(() -> stage.upload(new UploadRequest(job, encoded)));
  }

  private @Nullable DownloadLink presign(Output output) {
    return Workflow.newLocalActivityStub(PresignStage.class, StageOptions.brief())
        .presign(output)
        .link();
  }

  /** Written to the store before anyone is told, and also when the job was cancelled. */
  private void record(JobState end) {
    JobSnapshot last = snapshot.withState(end, now());
    evenWhenCancelled(
        () -> Workflow.newLocalActivityStub(RecordStage.class, StageOptions.record()).record(last));
    snapshot = last;
  }

  /** Starts the webhook and does not wait for it: the receiver may be away for days. */
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

  private void enter(Stage stage) {
    snapshot = snapshot.withState(new JobState.Processing(stage, reached), now());
    Workflow.upsertMemo(Map.of(MEMO_SNAPSHOT, snapshot));
  }

  /** Remembers how far the present stage came, so that no later one begins with less. */
  private void leave(Progress progress) {
    if (snapshot.state() instanceof JobState.Processing running) {
      reached = running.percent(progress);
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
