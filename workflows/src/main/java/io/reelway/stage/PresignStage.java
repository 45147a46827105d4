package io.reelway.stage;

import io.reelway.job.Artifact;
import io.reelway.job.DownloadLink;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Signs the URL under which an artifact can be fetched. */
@ActivityInterface
public interface PresignStage {
  Presigned presign(Artifact artifact);

  /**
   * A signed link.
   *
   * @param link {@code null} when the store is a directory that the API itself serves
   */
  record Presigned(@Nullable DownloadLink link) {}
}
