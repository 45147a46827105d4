package io.reelway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.plan.Expectation.SizeRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  static final Attempt ATTEMPT =
      new Attempt(
          new StrategyId("video-webm-vp9"),
          MediaType.WEBM,
          new EncoderSettings(null, null, new EncoderSettings.Audio(96)),
          new Expectation(null, true, Duration.ofMinutes(3), false, SizeRule.SMALLER),
          Duration.ofMinutes(10),
          Workload.HEAVY);

  private static final Attempt DIVIDED = ATTEMPT.inSegments(Duration.ofSeconds(10));

  @Test
  void dividesWhenAnAttemptOfAnyRenditionDoes() {
    Rendition whole = new Rendition("main", List.of(ATTEMPT));
    Rendition second = new Rendition("preview", List.of(ATTEMPT, DIVIDED));

    assertThat(new Plan(List.of(whole)).divides()).isFalse();
    assertThat(new Plan(List.of(whole, second)).divides()).isTrue();
  }

  @Test
  void copiesOfADividedAttemptStayDivided() {
    assertThat(DIVIDED.with(new StrategyId("video-mp4-h264"), MediaType.MP4).segmentLength())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(DIVIDED.expecting(ATTEMPT.expectation().ofAnySize()).segmentLength())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(DIVIDED.inSegments(null)).isEqualTo(ATTEMPT);
  }
}
