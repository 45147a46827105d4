package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.job.Webhook;
import io.reelway.store.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job at one moment, as clients see it.
 *
 * @param stages the progress of each scheduled stage; empty if there is none
 * @param queued set while the current stage waits for a worker
 * @param webhook state of the webhook delivery; {@code null} if the job has no webhook
 */
public record JobView(
    JobSnapshot snapshot,
    List<Progress> stages,
    EngineView.@Nullable Queued queued,
    @Nullable Webhook webhook) {
  private static final String WAITING = "waiting";
  private static final int TAG_BYTES = 8;

  /** Without a running stage, so that clients see no progress. */
  private static final JobState UNREAD = new JobState.Processing(new Stage("unknown"), 0);

  public boolean isFinal() {
    return snapshot.state().isFinal();
  }

  /** The status, or the stage while processing: a waiting client gets an answer when it changes. */
  public String phase() {
    return snapshot.state() instanceof JobState.Processing running
        ? stage(running)
        : snapshot.state().status();
  }

  /**
   * The current stage; {@code waiting} while no worker has begun it. A worker may already be
   * further than the stage that the workflow started.
   */
  String stage(JobState.Processing running) {
    if (queued != null) {
      return WAITING;
    }
    return stages.stream()
        .map(Progress::stage)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(running.stage())
        .word();
  }

  /**
   * A view of a job whose workflow runs.
   *
   * @param record the job according to the catalog; it must do if the memo of the workflow cannot
   *     be read. Such a job is processing, and its stage and progress are unknown
   */
  static JobView running(EngineView.Running running, JobSnapshot record) {
    JobSnapshot snapshot = running.snapshot();
    return snapshot == null
        ? stored(record.withState(UNREAD, record.updatedAt()), null)
        : new JobView(snapshot, running.stages(), running.queued(), null);
  }

  /** A view of a job whose state is in the catalog. */
  static JobView stored(JobSnapshot record, @Nullable Webhook webhook) {
    return new JobView(record, List.of(), null, webhook);
  }

  /**
   * Identifies this version of the job, equally in every process: its phase and a hash of
   * everything that a poll shows, except the link, which differs in every answer.
   */
  public String tag() {
    byte[] hash = Sha256.of(JobBody.of(this, JobLinks.NONE).toString());
    return phase() + "-" + HexFormat.of().formatHex(hash, 0, TAG_BYTES);
  }
}
