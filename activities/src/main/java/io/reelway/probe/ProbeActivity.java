package io.reelway.probe;

import io.reelway.failure.Heartbeat;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.scratch.Scratch;
import io.reelway.source.LocalSource;
import io.reelway.source.SourceCache;
import io.reelway.stage.ProbeStage;
import java.io.IOException;

/** {@link ProbeStage} on this host. */
public final class ProbeActivity implements ProbeStage {
  private final SourceCache sources;
  private final Prober prober;
  private final Scratch scratch;

  public ProbeActivity(SourceCache sources, Prober prober, Scratch scratch) {
    this.sources = sources;
    this.prober = prober;
    this.scratch = scratch;
  }

  @Override
  public Probe probe(AcceptedJob job) {
    return Heartbeat.during(heartbeat -> measure(job));
  }

  private Probe measure(AcceptedJob job) throws IOException, InterruptedException {
    try (Scratch.Directory attempt = scratch.directory("probe");
        LocalSource source = sources.open(job, share -> {});
        ToolRun run = prober.newRun(attempt.path())) {
      return prober.probe(run, source.file());
    }
  }
}
