package io.reelway.upload;

import io.reelway.failure.Heartbeat;
import io.reelway.job.Output;
import io.reelway.source.SourceCache;
import io.reelway.stage.UploadStage;

/** {@link UploadStage} on this host. */
public final class UploadActivity implements UploadStage {
  private final Uploader uploader;
  private final SourceCache sources;

  public UploadActivity(Uploader uploader, SourceCache sources) {
    this.uploader = uploader;
    this.sources = sources;
  }

  @Override
  public Output upload(UploadRequest request) {
    return Heartbeat.during(heartbeat -> {
      Output output = uploader.upload(request.job(), request.encoded());
      sources.release(request.job());
      return output;
    });
  }
}
