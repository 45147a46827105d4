package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.stage.EncodeStage.Encoded;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Uploads an encoded rendition from the host that made it to the store. */
@ActivityInterface
public interface UploadStage {
  /**
   * Failure type: the file is neither on this host nor in the store, so that it must be encoded
   * again. Not a code that clients see.
   */
  String SCRATCH_GONE = "SCRATCH_GONE";

  /**
   * Uploads the files. Idempotent: a retry after a lost answer finds the objects in the store.
   *
   * <p>Fails for good with {@link #SCRATCH_GONE}; with {@code UNAVAILABLE} while the store cannot
   * be written.
   */
  Artifact upload(UploadRequest request);

  /**
   * One encoded rendition of one job.
   *
   * @param rendition its name
   * @param others names of the other renditions of the job that still need the source
   */
  record UploadRequest(AcceptedJob job, String rendition, Encoded encoded, List<String> others) {
    public UploadRequest {
      others = List.copyOf(others);
    }
  }
}
