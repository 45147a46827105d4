package io.reelway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottledLogTest {
  private final AtomicLong clock = new AtomicLong(-7);
  private final ThrottledLog log = new ThrottledLog(Duration.ofSeconds(10), clock::get);

  @Test
  void logsTheFirstLineAtOnce() {
    assertThat(log.admit()).hasValue(0);
  }

  @Test
  void isSilentForTenSecondsThenLogsTheCount() {
    log.admit();
    for (int poll = 0; poll < 300; poll++) {
      clock.addAndGet(Duration.ofMillis(30).toNanos());
      assertThat(log.admit()).isEmpty();
    }

    clock.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(log.admit()).hasValue(300);
  }

  @Test
  void restartsTheCountAfterEachLine() {
    log.admit();
    log.admit();
    clock.addAndGet(Duration.ofMinutes(1).toNanos());
    log.admit();
    clock.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(log.admit()).hasValue(0);
  }
}
