package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.AcceptedJob;
import io.reelway.stage.DiscardStage;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;

/** {@link DiscardStage}: deletes the folder of the parts. */
public final class DiscardActivity implements DiscardStage {
  private final Store store;

  public DiscardActivity(Store store) {
    this.store = store;
  }

  @Override
  public void discard(AcceptedJob job) {
    FailureMapper.of(() -> {
      store.deleteFolder(JobLocations.parts(job.id()));
      return job;
    });
  }
}
