package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of {@link ProbeLimits}, each refusing with a sentence of its own. */
final class Acceptance {
  private final ProbeLimits limits;

  Acceptance(ProbeLimits limits) {
    this.limits = limits;
  }

  void streams(int count) {
    if (count > limits.streams()) {
      throw refuse(
          "The file has %d tracks; at most %d are accepted.".formatted(count, limits.streams()));
    }
  }

  void picture(int width, int height) {
    if ((long) width * height > limits.pixels()) {
      throw refuse(
          "The picture has %d x %d pixels; at most %d are accepted."
              .formatted(width, height, limits.pixels()));
    }
  }

  void length(@Nullable Duration duration) {
    if (duration != null && duration.compareTo(limits.duration()) > 0) {
      throw refuse(
          "The video is longer than the limit of %d minutes."
              .formatted(limits.duration().toMinutes()));
    }
  }

  private static StageException refuse(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
