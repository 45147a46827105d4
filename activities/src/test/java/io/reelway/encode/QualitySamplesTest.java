package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Samples are spread over the video, and much shorter than it. */
class QualitySamplesTest {
  private static final double UNLIMITED = 1000;

  @Test
  void aShortVideoIsOneSample() {
    assertThat(QualitySamples.of(3, Duration.ofSeconds(7), UNLIMITED))
        .isEqualTo(new QualitySamples(List.of(3.0), 7));
  }

  @Test
  void aLongVideoHasSamplesUpToItsEnd() {
    QualitySamples samples = QualitySamples.of(10, Duration.ofMinutes(2), UNLIMITED);

    assertThat(samples.all()).isCloseTo(Duration.ofSeconds(5), Duration.ofMillis(10));
    assertThat(samples.starts()).hasSize(5).isSorted();
    assertThat(samples.starts().getFirst()).isCloseTo(10 + 120.0 / 10, within(1.0));
    assertThat(samples.starts().getLast()).isCloseTo(130 - 120.0 / 10, within(1.0));
  }

  @Test
  void aFilmHasAFewSecondsOfSamples() {
    assertThat(QualitySamples.of(0, Duration.ofHours(2), UNLIMITED).all())
        .isCloseTo(Duration.ofSeconds(25), Duration.ofMillis(10));
  }

  @Test
  void samplesOfManyPixelsAreShorter() {
    assertThat(QualitySamples.of(0, Duration.ofMinutes(5), 2).all())
        .isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(10));
  }

  @Test
  void aVideoOfUnknownLengthIsSampledAtItsStart() {
    assertThat(QualitySamples.of(0, null, UNLIMITED).starts()).containsExactly(0.0);
  }
}
