package io.reelway.upload;

import io.reelway.failure.Heartbeat;
import io.reelway.job.Artifact;
import io.reelway.job.Progress;
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
  public Artifact upload(UploadRequest request) {
    String rendition = request.rendition();
    return Heartbeat.during(heartbeat -> {
      Artifact artifact =
          uploader.upload(
              request.job(),
              rendition,
              request.encoded(),
              percent -> heartbeat.report(Progress.of(percent).ofRendition(rendition)));
      sources.release(request.job(), rendition, request.others());
      return artifact;
    });
  }
}
