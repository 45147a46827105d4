package io.reelway.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.Progress;
import io.reelway.job.SourceRef;
import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.MediaType;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.Preset;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records that describe the parts of a video. */
class PartStageTest {
  private static final Segment FIRST = new Segment(0, 0, 10, null, 250, "abc");
  private static final Segment THIRD = new Segment(2, 20, 30, 20.15, 250, "abc");

  private static final AcceptedJob JOB =
      new AcceptedJob(
          "5c3a1b2e-0000-0000-0000-000000000001",
          "",
          new SourceRef.Uploaded("clip.mp4", "video/mp4", 4_200_000),
          new Preset("default", 720, 72, 30, 900, 80, List.of(), List.of()),
          Instant.EPOCH,
          JobRequest.PLAIN,
          List.of());

  private static final Attempt ATTEMPT =
      new Attempt(
          new StrategyId("video-webm-vp9"),
          MediaType.WEBM,
          new EncoderSettings(null, null, new EncoderSettings.Audio(96)),
          new Expectation(null, true, Duration.ofMinutes(3), false, SizeRule.SMALLER),
          Duration.ofMinutes(10),
          Workload.HEAVY);

  @Test
  void theSegmentsOfAVideoAreInOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cuts(List.of(FIRST, THIRD), 0, 30, "abc", null));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void theShareOfAPartIsAtMostTheWhole(double share) {
    assertThatIllegalArgumentException().isThrownBy(() -> request(FIRST, share));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "100, -1, 0", "100, 90, -1"})
  void anEncodedPartHasBytes(long bytes, long payload, long frames) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new EncodedPart("key", bytes, payload, "abc", frames, 0, "abc", Duration.ZERO));
  }

  @Test
  void aSegmentReportsItsShareOfTheRendition() {
    Progress report = request(FIRST, 0.25).report(new Progress(40, 1.5, 8.0));

    assertThat(report).isEqualTo(new Progress(40, 1.5, 8.0).ofRendition("main").ofShare(0.25));
  }

  /** Otherwise a job would seem to run at a hundred times its speed while the sound is encoded. */
  @Test
  void theSoundReportsNoSpeed() {
    Progress report = request(null, 0.04).report(new Progress(40, 90.0, 2.0));

    assertThat(report).isEqualTo(new Progress(40, null, 2.0).ofRendition("main").ofShare(0.04));
  }

  private static PartRequest request(@Nullable Segment segment, double share) {
    Probe probe =
        new Probe(
            "mp4",
            "mov",
            Duration.ofSeconds(30),
            List.of(new AudioTrack(0, "aac", 2, 48_000, null)),
            List.of());
    return new PartRequest(JOB, probe, "main", ATTEMPT, segment, 0, share);
  }
}
