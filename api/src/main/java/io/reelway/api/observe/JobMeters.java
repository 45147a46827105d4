package io.reelway.api.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import java.time.Duration;

/** What comes of jobs. Counted where a job's end is written, so once. */
final class JobMeters {
  private final MeterRegistry meters;

  JobMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void ended(JobSnapshot end) {
    switch (end.state()) {
      case JobState.Done done -> done(end, done);
      case JobState.Failed failed -> count("failed", failed.error().code().code(), "none");
      case JobState.Pending open -> throw new IllegalArgumentException("Not ended");
      case JobState.Processing open -> throw new IllegalArgumentException("Not ended");
    }
    meters
        .timer("reelway.job", "status", end.state().status())
        .record(Duration.between(end.job().createdAt(), end.updatedAt()));
  }

  private void done(JobSnapshot end, JobState.Done done) {
    String strategy = done.output().strategy().id();
    double in = (double) end.job().source().bytes();
    double out = (double) done.output().bytes();
    count("done", "none", strategy);
    meters.counter("reelway.bytes.in", "strategy", strategy).increment(in);
    meters.counter("reelway.bytes.out", "strategy", strategy).increment(out);
    meters.counter("reelway.bytes.saved", "strategy", strategy).increment(Math.max(0, in - out));
    Duration length = done.output().duration();
    long wall = done.output().encodeTime().toMillis();
    if (length != null && wall > 0) {
      meters
          .summary("reelway.encode.speed", "strategy", strategy)
          .record((double) length.toMillis() / wall);
    }
  }

  private void count(String status, String code, String strategy) {
    meters
        .counter("reelway.jobs", "status", status, "code", code, "strategy", strategy)
        .increment();
  }
}
