package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.AcceptedJob;
import io.reelway.stage.DiscardStage;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;

/** {@link DiscardStage}: deletes folders in the store. */
public final class DiscardActivity implements DiscardStage {
  private final Store store;

  public DiscardActivity(Store store) {
    this.store = store;
  }

  @Override
  public void discard(AcceptedJob job) {
    delete(JobLocations.parts(job.id()));
  }

  @Override
  public void discardOutputs(AcceptedJob job) {
    delete(JobLocations.outputs(job.id()));
  }

  private void delete(Location folder) {
    FailureMapper.of(() -> {
      store.deleteFolder(folder);
      return folder;
    });
  }
}
