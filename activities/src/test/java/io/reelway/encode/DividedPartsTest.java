package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.scratch.JobStatus;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.PartStage;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.store.JobLocations;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a divided video in the store, and what is refused as a part. */
class DividedPartsTest {
  private static final StrategyId H264 = new StrategyId("video-mp4-h264");
  private static final Duration LENGTH = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @Test
  void findsAPartOfAnEarlierAttempt() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      Segment segment = cuts.segments().get(1);
      EncodedPart first = studio.encode(LENGTH, cuts, segment);
      Path stored = folder.resolve("store").resolve(first.location());
      Object written = Files.getLastModifiedTime(stored);

      EncodedPart second = studio.encode(LENGTH, cuts, segment);

      assertThat(second).isEqualTo(first);
      assertThat(Files.getLastModifiedTime(stored)).isEqualTo(written);
    }
  }

  @Test
  void encodesAPartAgainWhoseBytesAreGone() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      EncodedPart first = studio.encode(LENGTH, cuts, cuts.segments().get(1));
      Path stored = folder.resolve("store").resolve(first.location());
      Files.delete(stored);

      studio.encode(LENGTH, cuts, cuts.segments().get(1));

      assertThat(stored).exists();
    }
  }

  /** An encode of the whole may still be fast enough. */
  @Test
  void doesNotDivideAVideoWhosePacketsTakeTooLongToRead() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      assertThat(studio.cutWithin(Duration.ofMillis(1), LENGTH)).isEqualTo(Cuts.none(null));
    }
  }

  @Test
  void discardsAllParts() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      studio.encode(LENGTH, cuts, cuts.segments().get(1));

      studio.discard();
      studio.discard();

      assertThat(studio.store.list(JobLocations.parts(DividedStudio.JOB))).isEmpty();
    }
  }

  /** A worker that counted as lost may store a part after its job has deleted all of them. */
  @Test
  void deletesThePartsOfAnEndedJobThatCameTooLate() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      studio.encode(LENGTH, cuts, cuts.segments().get(1));

      studio.parts.sweep(job -> JobStatus.Answer.RUNNING);
      assertThat(studio.store.list(JobLocations.parts(DividedStudio.JOB))).hasSize(2);

      studio.parts.sweep(job -> JobStatus.Answer.ENDED);
      assertThat(studio.store.list(JobLocations.parts(DividedStudio.JOB))).isEmpty();
    }
  }

  @Test
  void refusesAPartWithOtherFramesThanPlanned() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      Segment planned = cuts.segments().get(1);
      for (Segment wrong :
          List.of(
              new Segment(1, planned.start(), planned.end(), planned.seek(), 3, planned.times()),
              new Segment(
                  1, planned.start(), planned.end(), planned.seek(), planned.frames(), "0"))) {
        assertFailure(PartStage.NOT_AS_PLANNED, () -> studio.encode(LENGTH, cuts, wrong));
      }
    }
  }

  @Test
  void refusesToJoinAPartWithOtherBytesThanWereStored() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      List<EncodedPart> parts = studio.segments(LENGTH, cuts);
      Path stored = folder.resolve("store").resolve(parts.get(1).location());
      byte[] bytes = Files.readAllBytes(stored);
      bytes[bytes.length / 2] ^= 1;
      Files.write(stored, bytes);

      assertFailure(PartStage.NOT_AS_PLANNED, () -> studio.join(LENGTH, cuts, parts, null));
    }
  }

  @Test
  void refusesToJoinPartsOutOfOrder() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      List<EncodedPart> parts = studio.segments(LENGTH, cuts);

      for (List<EncodedPart> wrong :
          List.of(parts.subList(1, parts.size()), List.of(parts.get(0), parts.get(0)))) {
        assertFailure(PartStage.NOT_AS_PLANNED, () -> studio.join(LENGTH, cuts, wrong, null));
      }
    }
  }

  /** It would not find the source either. */
  @Test
  void asksForNoWholeEncodeWhenTheSourceIsGone() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);
      studio.store.delete(JobLocations.source(DividedStudio.JOB));

      assertFailure(
          ErrorCode.UNKNOWN.name(), () -> studio.encode(LENGTH, cuts, cuts.segments().get(1)));
    }
  }

  @Test
  void encodesADamagedSourceWhole() throws Exception {
    Path source = DividedSources.make(folder, "no key frames near the cuts", "mkv");
    byte[] bytes = Files.readAllBytes(source);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 4000; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path damaged = Files.write(folder.resolve("damaged.mkv"), bytes);
    try (DividedStudio studio = new DividedStudio(folder, damaged, Presets.WEB, H264)) {
      Cuts cuts = studio.cut(LENGTH);

      assertFailure(PartStage.NOT_AS_PLANNED, () -> studio.segments(LENGTH, cuts));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flv", "m2v"})
  void doesNotCutFormatsInWhichSeekingLosesFrames(String extension) throws Exception {
    Path source =
        new Studio(folder).synthesize(extension, "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=8");
    try (DividedStudio studio = new DividedStudio(folder, source, Presets.WEB, H264)) {
      assertThat(studio.cut(LENGTH).segments()).isEmpty();
      assertThat(studio.cut(LENGTH).whole()).contains("one piece");
    }
  }

  private static void assertFailure(String type, ThrowingCallable stage) {
    assertThatThrownBy(stage)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.getType()).isEqualTo(type));
  }
}
