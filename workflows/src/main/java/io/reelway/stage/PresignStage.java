package io.reelway.stage;

import io.reelway.job.DownloadLink;
import io.reelway.job.Output;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Signs the URL under which an output can be fetched. */
@ActivityInterface
public interface PresignStage {
  Presigned presign(Output output);

  /**
   * A signed link.
   *
   * @param link {@code null} when the store is a directory that the API itself serves
   */
  record Presigned(@Nullable DownloadLink link) {}
}
