package io.reelway.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A time limit for work in the current thread. */
class TimeLimitTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void interruptsWorkThatTakesTooLong() {
    assertThatThrownBy(() -> TimeLimit.within(SHORT, TimeLimitTest::waitForever))
        .isInstanceOf(TimeLimitException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void reportsATimeoutHoweverTheWorkHandlesTheInterrupt() {
    assertThatThrownBy(() ->
            TimeLimit.within(
                SHORT,
                () -> {
                  try {
                    return waitForever();
                  } catch (InterruptedException stopped) {
                    throw new StageException(
                        io.reelway.job.ErrorCode.PROBE_FAILED, "The file is damaged.", stopped);
                  }
                }))
        .isInstanceOf(TimeLimitException.class);
  }

  @Test
  void anInnerLimitDoesNotStopTheOuterWork() throws Exception {
    String end =
        TimeLimit.within(
            LONG,
            () -> {
              try {
                return TimeLimit.within(SHORT, TimeLimitTest::waitForever);
              } catch (TimeLimitException inner) {
                return "goes on";
              }
            });

    assertThat(end).isEqualTo("goes on");
  }

  @Test
  void passesOnFailuresOfTheWorkUnchanged() {
    IOException failure = new IOException("As the test says");

    assertThatThrownBy(() ->
            TimeLimit.within(
                LONG,
                () -> {
                  throw failure;
                }))
        .isSameAs(failure);
  }

  private static String waitForever() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }
}
