package io.reelway.stage;

import io.reelway.job.Artifact;
import io.reelway.job.DownloadLink;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Signs the download URL of an artifact. */
@ActivityInterface
public interface PresignStage {
  Presigned presign(Artifact artifact);

  /**
   * A signed link.
   *
   * @param link {@code null} if the store is a directory that the API serves
   */
  record Presigned(@Nullable DownloadLink link) {}
}
