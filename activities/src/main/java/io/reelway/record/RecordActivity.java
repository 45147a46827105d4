package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.stage.RecordStage;
import io.reelway.store.JobRecords;
import io.reelway.usage.UsageLedger;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link RecordStage}: writes it down, and says so in the log. */
public final class RecordActivity implements RecordStage {
  private static final Logger LOG = LoggerFactory.getLogger(RecordActivity.class);

  private final JobRecords records;
  private final UsageLedger usage;

  public RecordActivity(JobRecords records, UsageLedger usage) {
    this.records = records;
    this.usage = usage;
  }

  @Override
  public void record(JobSnapshot snapshot) {
    if (FailureMapper.of(() -> conclude(snapshot))) {
      say(snapshot);
    } else {
      LOG.info("Job was withdrawn before its end");
    }
  }

  /**
   * Counted first: a job whose end stands in the store has been counted. Counted by its upload: a
   * job that was erased and made again under the id of its idempotency key is a second job.
   */
  private boolean conclude(JobSnapshot snapshot) throws IOException {
    AcceptedJob job = snapshot.job();
    if (!records.isWanted(job)) {
      return false;
    }
    if (snapshot.state() instanceof JobState.Done done) {
      usage.count(
          job.request().uploadId(), job.createdAt(), job.source().bytes(), done.output().bytes());
    }
    records.finish(snapshot);
    return true;
  }

  private static void say(JobSnapshot snapshot) {
    switch (snapshot.state()) {
      case JobState.Done done ->
          LOG.info(
              "Job is done, strategy={}, inputBytes={}, outputBytes={}, encodeMs={}",
              done.output().strategy().id(),
              snapshot.job().source().bytes(),
              done.output().bytes(),
              done.output().encodeTime().toMillis());
      case JobState.Failed failed ->
          LOG.info(
              "Job has failed, code={}, message={}",
              failed.error().code().code(),
              failed.error().message());
      case JobState.Pending open -> throw notFinal(snapshot);
      case JobState.Processing open -> throw notFinal(snapshot);
    }
  }

  private static IllegalArgumentException notFinal(JobSnapshot snapshot) {
    return new IllegalArgumentException("Job " + snapshot.job().id() + " is not final");
  }
}
