package io.reelway.retention;

import io.reelway.catalog.JobCatalog;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import java.io.IOException;

/**
 * Erases jobs. The files go first and the record last, so that an interrupted erasure stays due.
 * Every call may be repeated. Thread-safe; all methods block.
 */
public final class JobEraser {
  private final Store store;
  private final JobCatalog catalog;

  public JobEraser(Store store, JobCatalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  /** Erases source, outputs and record of a job. */
  public void erase(String jobId) throws IOException {
    store.deleteFolder(JobLocations.folder(jobId));
    catalog.remove(jobId);
  }

  /** Erases an upload that never became a job. */
  public void eraseUpload(String uploadId) throws IOException {
    store.deleteFolder(JobLocations.folder(uploadId));
    catalog.dropUpload(uploadId);
  }
}
