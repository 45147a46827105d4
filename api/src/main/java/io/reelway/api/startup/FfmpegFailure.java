package io.reelway.api.startup;

import io.reelway.ffmpeg.FfmpegUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why a worker has no ffmpeg and what to do, in place of a stack trace. */
final class FfmpegFailure extends AbstractFailureAnalyzer<FfmpegUnavailableException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FfmpegUnavailableException cause) {
    return new FailureAnalysis(
        "A worker needs ffmpeg, and it cannot be used.",
        cause.getMessage() + ".\n\nMore: docs/operations.md, \"Bring your own ffmpeg\"",
        cause);
  }
}
