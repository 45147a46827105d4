package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.job.Progress;
import io.reelway.media.Rational;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The progress that clients see while a video is encoded. */
class EncodeProgressTest {
  private final EncodeProgress progress =
      new EncodeProgress(Duration.ofMillis(52_209), new Rational(24, 1));

  @Test
  void countsFramesWhenTimestampsAreSampleNumbers() {
    progress.next(line(300, Duration.ofSeconds(10)));

    Progress half = progress.next(line(626, Duration.ofSeconds(18)));

    assertThat(half.percent()).isCloseTo(50, within(0.5));
    assertThat(half.speed()).isPositive();
    assertThat(half.etaSec()).isCloseTo(26.1 / Objects.requireNonNull(half.speed()), within(0.1));
  }

  @Test
  void neverFalls() {
    double first = progress.next(line(600, Duration.ofSeconds(20))).percent();

    assertThat(progress.next(line(600, Duration.ZERO)).percent()).isEqualTo(first);
    assertThat(progress.frames()).isEqualTo(600);
  }

  @Test
  void hasNoSpeedBeforeTheFirstFrame() {
    Progress nothing = progress.next(line(0, Duration.ZERO));

    assertThat(nothing).isEqualTo(Progress.NONE);
  }

  private static net.bramp.ffmpeg.progress.Progress line(long frames, Duration time) {
    var line = new net.bramp.ffmpeg.progress.Progress();
    line.frame = frames;
    line.out_time_ns = time.toNanos();
    return line;
  }
}
