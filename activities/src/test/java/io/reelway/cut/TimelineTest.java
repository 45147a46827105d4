package io.reelway.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.Rational;
import io.reelway.strategy.FrameRateCap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
  private static final Rational NTSC = new Rational(1, 30_000);

  @Test
  void sortsTimesAndDropsEqualOnes() {
    Timeline timeline = Timeline.of(new long[] {2002, 0, 1001, 1001}, NTSC);

    assertThat(timeline.size()).isEqualTo(3);
    assertThat(timeline.seconds(2)).isEqualTo(2002 / 30_000.0);
  }

  @Test
  void hasTheSameDigestInEveryTimeBase() {
    Timeline source = frames(1001, NTSC);
    Timeline output = frames(1001 * 3, new Rational(1, 90_000));

    assertThat(output.digest()).isEqualTo(source.digest());
  }

  @Test
  void hasTheSameDigestAtAnyStart() {
    Timeline early = Timeline.of(new long[] {0, 40, 90}, new Rational(1, 1000));
    Timeline late = Timeline.of(new long[] {700, 740, 790}, new Rational(1, 1000));

    assertThat(late.digest()).isEqualTo(early.digest());
  }

  @Test
  void hasAnotherDigestWhenOneFrameIsMissingOrMoves() {
    Timeline all = Timeline.of(new long[] {0, 40, 80}, new Rational(1, 1000));

    assertThat(Timeline.of(new long[] {0, 80}, new Rational(1, 1000)).digest())
        .isNotEqualTo(all.digest());
    assertThat(Timeline.of(new long[] {0, 41, 80}, new Rational(1, 1000)).digest())
        .isNotEqualTo(all.digest());
  }

  @Test
  void comparesAPartWithASegment() {
    Timeline whole = frames(1001, NTSC);
    Timeline part =
        Timeline.of(LongStream.range(10, 20).map(frame -> 1001 * frame).toArray(), NTSC);

    assertThat(part.digest()).isEqualTo(whole.digest(10, 20));
  }

  @ParameterizedTest
  @CsvSource({"1001, 33", "500, 17", "1500, 50", "-500, -17", "0, 0", "499, 17", "15, 1", "14, 0"})
  void roundsToMillisecondsAwayFromZeroLikeTheMuxer(long ticks, long milliseconds) {
    assertThat(Timeline.scaled(ticks, NTSC, new Rational(1, 1000))).isEqualTo(milliseconds);
  }

  @Test
  void countsDaysInNanoseconds() {
    long day = 86_400_000_000_000L;

    assertThat(Timeline.scaled(day, new Rational(1, 1_000_000_000), new Rational(1, 1_000_000)))
        .isEqualTo(day / 1000);
  }

  @Test
  void dropsTheFramesAboveALimitOfTheRate() {
    Timeline fast = frames(1, new Rational(1, 120));

    Timeline kept = fast.capped(new FrameRateCap(new Rational(60, 1)));

    assertThat(kept.size()).isEqualTo(50);
    assertThat(kept.seconds(1)).isEqualTo(2 / 120.0);
  }

  private static Timeline frames(long step, Rational base) {
    return Timeline.of(LongStream.range(0, 100).map(frame -> step * frame).toArray(), base);
  }
}
