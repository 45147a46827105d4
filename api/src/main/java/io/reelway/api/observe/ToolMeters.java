package io.reelway.api.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelway.ffmpeg.ToolListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Counts how ffmpeg and ffprobe end, and how long they took. */
public final class ToolMeters implements ToolListener {
  private final MeterRegistry meters;

  public ToolMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void ended(String program, Outcome outcome, Instant start) {
    Timer.builder("reelway.program")
        .description("Runs of ffmpeg and ffprobe")
        .tags("program", program, "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(meters)
        .record(Duration.between(start, Instant.now()));
  }
}
