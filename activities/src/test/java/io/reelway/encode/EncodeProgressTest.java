package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Presets;
import io.reelway.plan.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told while a video is encoded. */
class EncodeProgressTest {
  private static final Path TRAILER = Studio.corpus("video/h264-720p24-52s-sintel-trailer.mp4");

  @TempDir private Path folder;
  private Probe probe;
  private EncodeProgress told;

  @BeforeEach
  void open() throws Exception {
    probe = new Studio(folder).probe(TRAILER);
    told = new EncodeProgress(probe, Studio.target(probe, Presets.WEB, Strategy.VIDEO_MP4_H264));
  }

  @Test
  void countsThePicturesWhenTheTimeIsThatOfTheSamples() {
    told.next(line(300, Duration.ofSeconds(10)));

    Progress half = told.next(line(626, Duration.ofSeconds(18)));

    assertThat(half.percent()).isCloseTo(50, within(0.5));
    assertThat(half.speed()).isPositive();
    assertThat(half.etaSec()).isCloseTo(26.1 / Objects.requireNonNull(half.speed()), within(0.1));
  }

  @Test
  void neverFalls() {
    double first = told.next(line(600, Duration.ofSeconds(20))).percent();

    assertThat(told.next(line(600, Duration.ZERO)).percent()).isEqualTo(first);
    assertThat(told.frames()).isEqualTo(600);
  }

  @Test
  void knowsNoSpeedBeforeTheFirstPicture() {
    Progress nothing = told.next(line(0, Duration.ZERO));

    assertThat(nothing).isEqualTo(Progress.NONE);
  }

  private static net.bramp.ffmpeg.progress.Progress line(long frames, Duration time) {
    var line = new net.bramp.ffmpeg.progress.Progress();
    line.frame = frames;
    line.out_time_ns = time.toNanos();
    return line;
  }
}
