package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.AcceptedJob;
import io.reelway.retention.JobEraser;
import io.reelway.stage.EraseStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link EraseStage}: deletes the job and logs it. */
public final class EraseActivity implements EraseStage {
  private static final Logger LOG = LoggerFactory.getLogger(EraseActivity.class);

  private final JobEraser eraser;

  public EraseActivity(JobEraser eraser) {
    this.eraser = eraser;
  }

  @Override
  public void erase(AcceptedJob job) {
    FailureMapper.always(() -> {
      eraser.erase(job.id());
      return job;
    });
    LOG.info("Job is erased");
  }
}
