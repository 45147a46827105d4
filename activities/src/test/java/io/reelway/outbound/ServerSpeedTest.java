package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Uses the default settings: 32 KiB per second over ten seconds, and ten minutes per GiB. */
class ServerSpeedTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ServerSpeed speed = new ServerSpeed(Outbound.settings(true, true), nanos::get);

  @Test
  void aTricklingServerIsTooSlowAfterTheWindow() {
    for (int second = 1; second <= 9; second++) {
      receive(1, 1000);
      assertThat(speed.isTooSlow()).as("second " + second).isFalse();
    }
    receive(1, 1000);

    assertThat(speed.isTooSlow()).isTrue();
  }

  @Test
  void aSilentServerIsTooSlowDuringABlockedRead() {
    speed.await();
    pass(11);

    assertThat(speed.isTooSlow()).isTrue();
  }

  @Test
  void aFastStartDoesNotExcuseATrickle() {
    receive(1, 100 << 20);
    pass(0);
    for (int second = 0; second < 10 && !speed.isTooSlow(); second++) {
      receive(1, 10);
    }
    speed.isTooSlow();
    receive(10, 10);

    assertThat(speed.isTooSlow()).isTrue();
  }

  @Test
  void timeBetweenReadsDoesNotCountAgainstTheServer() {
    receive(1, 100_000);
    pass(10_000);

    assertThat(speed.isTooSlow()).isFalse();
  }

  @Test
  void aSteadyServerHasATotalTimeInProportionToTheSize() {
    long second = 0;
    while (!speed.isTooSlow()) {
      receive(1, 40 * 1024);
      second++;
    }

    // Two minutes, plus the time that 40 KiB per second earn meanwhile.
    assertThat(second).isBetween(121L, 125L);
  }

  @Test
  void aServerThatKeepsToThePaceIsNeverTooSlow() {
    for (int second = 0; second < 3000; second++) {
      receive(1, 2 << 20);
      assertThat(speed.isTooSlow()).isFalse();
    }
  }

  private void receive(int seconds, long bytes) {
    speed.await();
    pass(seconds);
    speed.received(bytes);
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
