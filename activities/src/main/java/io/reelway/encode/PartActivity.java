package io.reelway.encode;

import io.reelway.failure.Heartbeat;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.job.Progress;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.stage.PartStage;
import io.reelway.strategy.Strategies;

/** {@link PartStage} on this host. */
public final class PartActivity implements PartStage {
  private final PartEncoder encoder;

  public PartActivity(
      StoredParts parts,
      SourceCache sources,
      Ffmpeg ffmpeg,
      InputGuard guard,
      Strategies strategies,
      Scratch scratch) {
    this.encoder = new PartEncoder(sources, ffmpeg, guard, strategies, scratch, parts);
  }

  @Override
  public EncodedPart encodePart(PartRequest request) {
    return Heartbeat.during(
        request.report(Progress.NONE),
        heartbeat ->
            encoder.encode(request, progress -> heartbeat.report(request.report(progress))));
  }
}
