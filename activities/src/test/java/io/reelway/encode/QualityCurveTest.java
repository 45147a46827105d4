package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.plan.QualityMetric;
import org.junit.jupiter.api.Test;

/** A setting is found from few points. */
class QualityCurveTest {
  private static final QualitySetting FACTOR = new QualitySetting.Factor(1, 51, 0.25);

  private final QualityCurve curve = new QualityCurve(QualityMetric.XPSNR, FACTOR);

  @Test
  void betweenTwoPointsItIsAStraightLine() {
    curve.add(20, 42);
    curve.add(30, 37);

    assertThat(curve.valueOf(40)).isEqualTo(24);
    assertThat(curve.valueOf(39.9)).isEqualTo(24.25);
    assertThat(curve.slopeAt(25)).isEqualTo(-0.5);
  }

  @Test
  void beyondOnePointItHasTheUsualSlope() {
    curve.add(30, 37);

    assertThat(curve.valueOf(37.55)).isEqualTo(29);
  }

  @Test
  void beyondTwoPointsItHasTheirSlope() {
    curve.add(20, 42);
    curve.add(30, 40);

    assertThat(curve.valueOf(39)).isEqualTo(35);
  }

  @Test
  void twoEqualPointsDoNotLeadFarAway() {
    curve.add(20, 40);
    curve.add(22, 40);

    assertThat(curve.valueOf(39)).isBetween(24.0, 30.0);
  }

  @Test
  void aStepIsNeverLongerThanAThirdOfTheRange() {
    curve.add(20, 100);

    assertThat(curve.valueOf(40)).isEqualTo(37.5);
  }

  @Test
  void aValueIsNeverOutsideOfTheRange() {
    curve.add(2, 40);
    curve.add(4, 39);

    assertThat(curve.valueOf(60)).isEqualTo(1);
  }

  @Test
  void aCurveOfSamplesIsMovedToWhatTheWholeHas() {
    curve.add(20, 42);
    curve.add(30, 37);

    QualityCurve whole = curve.through(24, 41);

    assertThat(whole.valueOf(41)).isEqualTo(24);
    assertThat(whole.valueOf(40)).isEqualTo(26);
    assertThat(whole.valueOf(42)).isEqualTo(22);
  }

  @Test
  void twoPointsOfTheWholeStayAsMeasured() {
    QualityCurve image =
        new QualityCurve(QualityMetric.XPSNR, new QualitySetting.ImageQuality(1, 7));

    assertThat(image.through(100, 45).through(80, 40).valueOf(42)).isEqualTo(88);
  }

  @Test
  void twoPointsOfTheWholeReplaceThoseOfSamples() {
    curve.add(20, 42);
    curve.add(27, 37);

    assertThat(curve.through(24, 41).through(28, 38).valueOf(39.5)).isEqualTo(26);
  }

  @Test
  void anSsimIsComparedInDecibels() {
    QualityCurve ssim = new QualityCurve(QualityMetric.SSIM, FACTOR);
    ssim.add(20, 0.99);
    ssim.add(30, 0.9);

    assertThat(ssim.valueOf(1 - Math.pow(10, -1.5))).isEqualTo(25);
    assertThat(QualityCurve.decibels(QualityMetric.SSIM, 1)).isEqualTo(60);
    assertThat(QualityCurve.decibels(QualityMetric.SSIM, 0.99)).isCloseTo(20, within(1e-9));
  }
}
