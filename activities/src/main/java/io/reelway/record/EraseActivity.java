package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.AcceptedJob;
import io.reelway.stage.EraseStage;
import io.reelway.store.JobRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link EraseStage}: empties the store of the job, and says so in the log. */
public final class EraseActivity implements EraseStage {
  private static final Logger LOG = LoggerFactory.getLogger(EraseActivity.class);

  private final JobRecords records;

  public EraseActivity(JobRecords records) {
    this.records = records;
  }

  @Override
  public void erase(AcceptedJob job) {
    FailureMapper.of(
        () -> {
          records.erase(job);
          return job;
        });
    LOG.info("Job is erased");
  }
}
