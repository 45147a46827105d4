package io.reelway.upload;

import io.reelway.failure.Heartbeat;
import io.reelway.job.Output;
import io.reelway.stage.UploadStage;

/** {@link UploadStage} on this host. */
public final class UploadActivity implements UploadStage {
  private final Uploader uploader;

  public UploadActivity(Uploader uploader) {
    this.uploader = uploader;
  }

  @Override
  public Output upload(UploadRequest request) {
    return Heartbeat.during(heartbeat -> uploader.upload(request.job(), request.encoded()));
  }
}
