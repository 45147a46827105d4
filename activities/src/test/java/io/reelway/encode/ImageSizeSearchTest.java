package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for an image needs few encodes, and uses most of the maximum. */
class ImageSizeSearchTest {
  private static final int PLANNED_BYTES = 200_000;

  private static final ImageSizeCurve.Range RANGE =
      new ImageSizeCurve.Range(82, 30, quality -> quality);

  /** The fall to the middle of the qualities, to the lowest, and with smaller sides. */
  private static final ImageSizeCurve CURVE = curve(OptionalDouble.empty());

  private final List<Attempt> made = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {190_000, 150_000, 100_000, 60_000, 20_000, 2_000})
  void anImageWhoseSizeIsForecastNeedsOneEncode(int maxBytes) {
    long bytes = search(maxBytes, curve(OptionalDouble.of(PLANNED_BYTES)), 1, this::asExpected);

    assertThat(made).hasSize(1);
    assertThat(bytes).isBetween((long) (0.92 * maxBytes), (long) maxBytes);
  }

  @Test
  void anImageThatIsExpectedToFitKeepsItsPlannedQuality() {
    search(500_000, curve(OptionalDouble.of(PLANNED_BYTES)), 1, this::asExpected);

    assertThat(made).containsExactly(planned());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.85, 0.93, 1.1, 1.2})
  void anImageWhoseForecastIsWrongNeedsTwoEncodes(double error) {
    ImageSizeCurve wrong = curve(OptionalDouble.of(error * PLANNED_BYTES));

    long bytes = search(60_000, wrong, 1, this::asExpected);

    assertThat(made).hasSize(2);
    assertThat(bytes).isBetween(55_200L, 60_000L);
  }

  /** Scaling by 99 % smooths, and may lose a tenth of the bytes at once. */
  @ParameterizedTest
  @ValueSource(ints = {70_000, 78_000, 82_000})
  void anImageThatTheScalerSmoothsUsesItsMaximum(int maxBytes) {
    long bytes =
        search(
            maxBytes,
            CURVE,
            1,
            (quality, scale) -> asExpected(quality, scale) * (scale < 1 ? 0.86 : 1));

    assertThat(bytes).isBetween((long) (0.92 * maxBytes), (long) maxBytes);
  }

  /** JPEG has whole quantisers, each of which is several steps of quality. */
  @ParameterizedTest
  @ValueSource(ints = {180_000, 150_000, 130_000, 110_000, 95_000})
  void anEncoderWithCoarseStepsUsesItsMaximum(int maxBytes) {
    double step = 8;

    long bytes =
        search(
            maxBytes,
            CURVE,
            step,
            (quality, scale) -> asExpected(82 - step * Math.round((82 - quality) / step), scale));

    assertThat(bytes).isBetween((long) (0.92 * maxBytes), (long) maxBytes);
  }

  /** A maximum that cannot be reached ends with the smallest picture. */
  @Test
  void theSmallestPictureIsTriedBeforeTheSearchEnds() {
    search(10, CURVE, 1, this::asExpected);

    assertThat(made.getLast().picture().width()).isEqualTo(40);
  }

  /** Each pixel of an icon counts, so it would take more bytes. */
  @Test
  void aPictureDoesNotShrinkToAnIcon() {
    ImageSizeCurve curve = curve(OptionalDouble.of(PLANNED_BYTES));
    ImageSizeSearch search = new ImageSizeSearch(planned(320, 240), 10, curve, 1);

    ExpectedPicture smallest = search.planned().picture();

    assertThat(smallest.width() * smallest.height()).isBetween(1025, 1200);
  }

  @Test
  void aLosslessPictureShrinksFurther() {
    ImageSizeCurve.Range one = new ImageSizeCurve.Range(82, 82, quality -> quality);
    ImageSizeCurve curve =
        new ImageSizeCurve(one, 0, 0, 0.05, 1.1, OptionalDouble.of(PLANNED_BYTES));
    ImageSizeSearch search = new ImageSizeSearch(planned(320, 240), 10, curve, 1);

    assertThat(search.planned().picture().width()).isLessThan(20);
  }

  /** The encoder has steps of a third of the bytes, so none comes near the maximum. */
  @Test
  void anImageThatUsesMostOfItsMaximumIsEncodedThreeTimesAtMost() {
    search(100_000, CURVE, 1, (quality, scale) -> quality > 60 ? 150_000 : 80_000);

    assertThat(made).hasSize(3);
  }

  private static ImageSizeCurve curve(OptionalDouble planned) {
    return new ImageSizeCurve(RANGE, 0.5, 0.9, 0.05, 1.1, planned);
  }

  private double asExpected(double quality, double scale) {
    return PLANNED_BYTES * Math.exp(-CURVE.fallTo(quality) - CURVE.fallOf(scale));
  }

  /** Searches with a made encoder, and returns the size of the largest output that fits. */
  private long search(int maxBytes, ImageSizeCurve curve, double step, Sizes sizes) {
    ImageSizeSearch search = new ImageSizeSearch(planned(), maxBytes, curve, step);
    long best = 0;
    Optional<Attempt> next = Optional.of(search.planned());
    while (next.isPresent() && made.size() < search.most()) {
      Attempt attempt = next.get();
      made.add(attempt);
      int quality = Objects.requireNonNull(attempt.settings().image()).quality();
      long bytes = (long) sizes.of(quality, attempt.picture().width() / 1000.0);
      best = bytes <= maxBytes ? Math.max(best, bytes) : best;
      next = search.next(attempt, bytes, true);
    }
    return best;
  }

  private static Attempt planned() {
    return planned(1000, 700);
  }

  private static Attempt planned(int width, int height) {
    ExpectedPicture picture = new ExpectedPicture(Shape.STILL, width, height, false, 0.5);
    return new Attempt(
        new StrategyId("image-webp"),
        MediaType.WEBP,
        EncoderSettings.of(new EncoderSettings.Image(82, false, null)),
        new Expectation(picture, false, null, false, SizeRule.SMALLER),
        Duration.ofMinutes(1),
        Workload.LIGHT);
  }

  /** The bytes of an image. */
  @FunctionalInterface
  private interface Sizes {
    double of(double quality, double scale);
  }
}
