package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.time.Duration;

/** Checks the limits of {@link ProbeLimits}. Each limit has its own message. */
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

  void picture(long width, long height) {
    if (height > 0 && width > limits.pixels() / height) {
      throw refuse(
          "The picture has %d x %d pixels; at most %d are accepted."
              .formatted(width, height, limits.pixels()));
    }
  }

  StageException tooMuchMemory() {
    return refuse("Decoding the file needs more memory than the server allows.");
  }

  /** Refuses a picture that no header announced but a decoder found. */
  StageException hiddenPicture() {
    return refuse(
        "The video has frames of more than %d pixels, which is not accepted."
            .formatted(limits.pixels()));
  }

  void frames(long count) {
    if (count > limits.frames()) {
      throw refuse(
          "The animation has %d frames; at most %d are accepted."
              .formatted(count, limits.frames()));
    }
  }

  void length(Duration duration) {
    if (duration.compareTo(limits.duration()) > 0) {
      throw refuse(
          "The video is longer than the limit of %d minutes."
              .formatted(limits.duration().toMinutes()));
    }
  }

  /** Checks the total number of pixels to decode. Each factor is already within its own limit. */
  void work(long width, long height, double frames) {
    double pixels = (double) width * height * frames;
    if (pixels > (double) limits.totalPixels()) {
      throw refuse(
          "All frames together have %.0f million pixels; at most %d million are accepted."
              .formatted(pixels / 1e6, limits.totalPixels() / 1_000_000));
    }
  }

  private static StageException refuse(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
