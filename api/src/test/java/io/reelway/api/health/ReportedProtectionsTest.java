package io.reelway.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.clock.EngineClock;
import io.temporal.activity.ActivityInfo;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/**
 * What a started program reports about its sandbox and its clocks. It requires the strong sandbox.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class ReportedProtectionsTest {
  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static String banner;

  @BeforeAll
  static void start(CapturedOutput output) {
    reelway = RunningReelway.start(data, "reelway.ffmpeg.sandbox=required");
    banner = output.getAll();
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void theBannerNamesTheStrongSandboxAndItsRestrictions() {
    assertThat(banner)
        .contains("sandbox bubblewrap: own files only, own processes only, no network")
        .contains("few system calls", "ends with its worker or at the next start");
  }

  @Test
  void theReadinessNamesTheStrongSandbox() throws Exception {
    JsonNode sandbox =
        reelway.get("/actuator/health/readiness").json().at("/components/encoders/details/sandbox");

    assertThat(sandbox.path("strong").asBoolean()).isTrue();
    assertThat(sandbox.path("form").asString()).isEqualTo("bubblewrap");
    assertThat(sandbox.path("missing").size()).isZero();
  }

  @Test
  void reportsAnEngineWhoseClockIsAhead() throws Exception {
    JsonNode clock = skewed(() -> reelway.get("/actuator/health").json().at("/components/clock"));

    assertThat(clock.path("status").asString()).isEqualTo("OUT_OF_SERVICE");
    assertThat(clock.at("/details/reason").asString()).contains("until they agree");
    assertThat(clock.at("/details/skewSeconds").asLong()).isGreaterThan(66 * 86_400);
  }

  /**
   * Repeats the request, because a task of the real engine, whose clock is right, may reset the
   * skew.
   */
  private static JsonNode skewed(Callable<JsonNode> health) throws Exception {
    JsonNode answer;
    int attempts = 0;
    do {
      reelway.bean(EngineClock.class).observe(taskAt(Instant.now().plus(Duration.ofDays(67))));
      answer = health.call();
    } while (answer.path("status").asString().equals("UP") && ++attempts < 100);
    return answer;
  }

  /** A task that the engine dispatches at that time by its own clock. */
  private static ActivityInfo taskAt(Instant time) {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (task, method, none) ->
                switch (method.getName()) {
                  case "isLocal" -> false;
                  case "getStartedTimestamp" -> time.toEpochMilli();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
