package io.reelway.probe;

import io.reelway.failure.Heartbeat;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.scratch.Scratch;
import io.reelway.source.LocalSource;
import io.reelway.source.SourceCache;
import io.reelway.stage.ProbeStage;
import io.reelway.strategy.Strategies;
import java.io.IOException;

/** {@link ProbeStage} on this host. */
public final class ProbeActivity implements ProbeStage {
  private final SourceCache sources;
  private final Prober prober;
  private final Scratch scratch;
  private final SoundRequests sounds;
  private final EarlyEncode early;

  /**
   * @param early what to make of a source right after its probe
   */
  public ProbeActivity(
      SourceCache sources,
      Prober prober,
      Scratch scratch,
      Strategies strategies,
      EarlyEncode early) {
    this.sounds = new SoundRequests(strategies);
    this.sources = sources;
    this.prober = prober;
    this.scratch = scratch;
    this.early = early;
  }

  @Override
  public Probed probe(AcceptedJob job) {
    return Heartbeat.during(heartbeat -> {
      Probe probe = measure(job);
      return new Probed(probe, early.encode(job, probe, heartbeat).orElse(null));
    });
  }

  private Probe measure(AcceptedJob job) throws IOException, InterruptedException {
    try (Scratch.Directory attempt = scratch.directory("probe");
        LocalSource source = sources.open(job, share -> {});
        ToolRun run = prober.newRun(attempt.path())) {
      return prober.probe(run, source.file(), sounds.of(job));
    }
  }
}
