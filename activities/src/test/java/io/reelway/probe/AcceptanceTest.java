package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private final Acceptance acceptance =
      new Acceptance(
          new ProbeLimits(Duration.ofSeconds(1), 100, 10, 5_000_000, 3, Duration.ofMinutes(2)));

  @Test
  void acceptsASourceAtTheLimits() {
    acceptance.streams(3);
    acceptance.picture(10, 10);
    acceptance.frames(10);
    acceptance.length(Duration.ofMinutes(2));
    acceptance.work(10, 10, 50_000);
  }

  @Test
  void refusesEachLimitWithItsOwnMessage() {
    refuses(() -> acceptance.streams(4), "The file has 4 tracks; at most 3 are accepted.");
    refuses(
        () -> acceptance.picture(11, 10),
        "The picture has 11 x 10 pixels; at most 100 are accepted.");
    refuses(() -> acceptance.frames(11), "The animation has 11 frames; at most 10 are accepted.");
    refuses(
        () -> acceptance.length(Duration.ofSeconds(121)),
        "The video is longer than the limit of 2 minutes.");
    refuses(
        () -> acceptance.work(10, 10, 60_000),
        "All frames together have 6 million pixels; at most 5 million are accepted.");
  }

  @Test
  void refusesSizesWhoseProductOverflows() {
    long huge = 0xffff_ffffL;
    refuses(
        () -> acceptance.picture(huge, huge),
        "The picture has 4294967295 x 4294967295 pixels; at most 100 are accepted.");
  }

  private static void refuses(ThrowingCallable check, String sentence) {
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(check)
        .withMessage(sentence)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }
}
