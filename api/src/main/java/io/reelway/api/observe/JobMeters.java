package io.reelway.api.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import java.time.Duration;

/** Metrics of ended jobs. They are counted when the end of a job is recorded, so once per job. */
final class JobMeters {
  private final MeterRegistry meters;

  JobMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void ended(JobSnapshot end) {
    switch (end.state()) {
      case JobState.Done done -> done(end, done);
      case JobState.Failed failed -> count("failed", failed.error().code(), "none");
      case JobState.Pending open -> throw new IllegalArgumentException("Not ended");
      case JobState.Processing open -> throw new IllegalArgumentException("Not ended");
    }
    Timer.builder("reelway.job")
        .description("Time from the acceptance of a job to its end")
        .tag("status", end.state().status())
        .register(meters)
        .record(Duration.between(end.job().createdAt(), end.updatedAt()));
  }

  private void done(JobSnapshot end, JobState.Done done) {
    String strategy = done.main().strategy().value();
    double in = (double) end.job().source().bytes();
    double out = (double) done.main().bytes();
    count("done", "none", strategy);
    bytes("in", "Bytes of the sources of jobs that are done", strategy, in);
    bytes("out", "Bytes of the outputs of jobs that are done", strategy, out);
    bytes("saved", "Bytes saved: sources minus outputs", strategy, Math.max(0, in - out));
    Duration length = done.main().facts().duration();
    long wall = done.main().facts().encodeTime().toMillis();
    if (length != null && wall > 0) {
      DistributionSummary.builder("reelway.encode.speed")
          .description("Seconds of media per second of encoding, summed over the parts of a video")
          .tag("strategy", strategy)
          .register(meters)
          .record((double) length.toMillis() / wall);
    }
  }

  private void count(String status, String code, String strategy) {
    Counter.builder("reelway.jobs")
        .description("Jobs that ended")
        .tags("status", status, "code", code, "strategy", strategy)
        .register(meters)
        .increment();
  }

  private void bytes(String which, String description, String strategy, double bytes) {
    Counter.builder("reelway.bytes." + which)
        .description(description)
        .tag("strategy", strategy)
        .register(meters)
        .increment(bytes);
  }
}
