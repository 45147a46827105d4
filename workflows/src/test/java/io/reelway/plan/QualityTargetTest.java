package io.reelway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A target is reached a little below it, or from its least score on. */
class QualityTargetTest {
  private static final QualityTarget USUAL = new QualityTarget(QualityMetric.XPSNR, 40, null);
  private static final QualityTarget LEAST = new QualityTarget(QualityMetric.XPSNR, 40, 38.0);

  @Test
  void withoutALeastScoreATenthOfADecibelDoesNotCount() {
    assertThat(USUAL.reachedBy(39.9)).isTrue();
    assertThat(USUAL.reachedBy(39.69)).isFalse();
    assertThat(USUAL.hitBy(40.4)).isFalse();
    assertThat(USUAL.aim()).isEqualTo(40);
  }

  @Test
  void theLeastScoreIsGoodEnough() {
    assertThat(LEAST.reachedBy(38)).isTrue();
    assertThat(LEAST.reachedBy(37.99)).isFalse();
    assertThat(LEAST.hitBy(38.5)).isTrue();
    assertThat(LEAST.aim()).isEqualTo(40);
  }

  /** Otherwise half of the outputs would be a little too bad. */
  @Test
  void aLeastScoreAtTheTargetMovesTheAim() {
    assertThat(new QualityTarget(QualityMetric.XPSNR, 40, 40.0).aim()).isEqualTo(40.15);
    assertThat(new QualityTarget(QualityMetric.SSIM, 1, 1.0).aim()).isEqualTo(1);
  }

  @Test
  void aScoreIsRoundedAndFinite() {
    assertThat(USUAL.score(39.6951)).isEqualTo(new QualityScore(QualityMetric.XPSNR, 39.7, true));
    assertThat(USUAL.score(Double.POSITIVE_INFINITY))
        .isEqualTo(new QualityScore(QualityMetric.XPSNR, 100, true));
    assertThat(new QualityTarget(QualityMetric.SSIM, 0.95, null).score(0.949951))
        .isEqualTo(new QualityScore(QualityMetric.SSIM, 0.95, true));
  }
}
