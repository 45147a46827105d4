package io.reelway.api.traces;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.reelway.ffmpeg.ToolListener;
import java.time.Instant;
import java.util.Locale;

/** A span for each run of ffmpeg and ffprobe, below that of its stage. */
final class ToolSpans implements ToolListener {
  private final Tracer tracer;

  ToolSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void ended(String program, Outcome outcome, Instant start) {
    tracer
        .spanBuilder(program)
        .setStartTimestamp(start)
        .setAttribute("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .startSpan()
        .setStatus(outcome == Outcome.OK ? StatusCode.OK : StatusCode.ERROR)
        .end();
  }
}
