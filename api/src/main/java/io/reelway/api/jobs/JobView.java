package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.Webhook;
import io.reelway.store.Sha256;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job at one moment, as clients see it.
 *
 * @param stages the progress of each stage that is under way; empty when none is
 * @param queued set while the present stage waits for a worker
 * @param webhook how far telling the client has come; {@code null} when nobody is to be told
 */
public record JobView(
    JobSnapshot snapshot,
    List<Progress> stages,
    EngineView.@Nullable Queued queued,
    @Nullable Webhook webhook) {
  private static final String WAITING = "waiting";
  private static final int TAG_BYTES = 8;

  public boolean isFinal() {
    return snapshot.state().isFinal();
  }

  /** Status, or stage while processing: what a client who waits wants to see change. */
  public String phase() {
    return snapshot.state() instanceof JobState.Processing running
        ? stage(running)
        : snapshot.state().status();
  }

  /** The stage that runs; {@code waiting} while no worker has begun it. */
  String stage(JobState.Processing running) {
    return queued == null ? running.stage().word() : WAITING;
  }

  /** A job whose state is in the store. */
  static JobView stored(JobSnapshot record, @Nullable Webhook webhook) {
    return new JobView(record, List.of(), null, webhook);
  }

  /**
   * Names this version of the job, in every process the same: its phase, then a hash of all that a
   * poll shows, apart from the link, which is another in every answer.
   */
  public String tag() {
    byte[] hash = Sha256.of(JobBody.of(this, null).toString());
    return phase() + "-" + HexFormat.of().formatHex(hash, 0, TAG_BYTES);
  }
}
