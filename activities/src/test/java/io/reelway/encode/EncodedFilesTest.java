package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.scratch.JobStatus.Answer;
import io.reelway.scratch.Scratch;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.strategy.StrategyIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedFilesTest {
  private static final String JOB = "5c3a1b2e-0000-4000-8000-000000000001";
  private static final EncodeRequest REQUEST = Requests.encode(JOB, StrategyIds.VIDEO_MP4_H264);

  @TempDir private Path folder;
  private Scratch scratch;
  private EncodedFiles files;

  @BeforeEach
  void open() throws IOException {
    scratch = Scratch.open(folder.resolve("scratch"), "this");
    files = new EncodedFiles(scratch);
  }

  @Test
  void findsAnEncodedFileOfTheSameTarget() throws IOException {
    Encoded made = make();

    assertThat(files.find(REQUEST)).contains(made);
  }

  /** On a host that came back, other renditions may have ended since the first request. */
  @Test
  void findsAnEncodedFileWhicheverOtherRenditionsStillNeedTheSource() throws IOException {
    Encoded made = make();

    assertThat(files.find(Requests.beside(REQUEST, "poster"))).contains(made);
  }

  @Test
  void findsNothingForAnotherTargetOrAnotherJob() throws IOException {
    make();

    assertThat(files.find(Requests.encode(JOB, StrategyIds.VIDEO_WEBM_VP9))).isEmpty();
    assertThat(files.find(Requests.encode(JOB.replace('1', '2'), StrategyIds.VIDEO_MP4_H264)))
        .isEmpty();
  }

  @Test
  void findsNothingForAnotherRequestWithTheSameJobId() throws IOException {
    make();
    AcceptedJob first = REQUEST.job();
    AcceptedJob again =
        new AcceptedJob(
            JOB,
            first.owner(),
            first.source(),
            first.preset(),
            first.createdAt().plusSeconds(1),
            first.request(),
            List.of());

    assertThat(
            files.find(
                new EncodeRequest(
                    again, REQUEST.probe(), REQUEST.rendition(), REQUEST.attempt(), List.of())))
        .isEmpty();
  }

  @Test
  void ignoresAnIncompleteFile() throws IOException {
    Scratch.Directory half = files.create(JOB);
    Files.createFile(half.path().resolve("output"));

    assertThat(files.find(REQUEST)).isEmpty();
  }

  @Test
  void ignoresFilesOfAnotherProcess() throws IOException {
    make();

    try (Scratch other = Scratch.open(folder.resolve("scratch"), "other")) {
      assertThat(new EncodedFiles(other).find(REQUEST)).isEmpty();
    }
  }

  @Test
  void keepsTheFilesOfARunningJob() throws IOException {
    make();

    files.sweep(job -> Answer.RUNNING, Instant.now().plus(Duration.ofDays(1)));

    assertThat(files.find(REQUEST)).isPresent();
  }

  @Test
  void deletesTheFilesOfAnEndedJob() throws IOException {
    make();

    files.sweep(job -> Answer.ENDED, Instant.now());

    assertThat(scratch.directories("")).noneMatch(left -> left.id().contains(JOB));
  }

  @Test
  void deletesTheFilesOfAJobThatHasBeenUnknownForAnHour() throws IOException {
    make();

    files.sweep(job -> Answer.UNKNOWN, Instant.now().plus(Duration.ofMinutes(50)));
    boolean keptBefore = files.find(REQUEST).isPresent();
    files.sweep(job -> Answer.UNKNOWN, Instant.now().plus(Duration.ofMinutes(70)));

    assertThat(keptBefore).isTrue();
    assertThat(files.find(REQUEST)).isEmpty();
  }

  private Encoded make() throws IOException {
    Scratch.Directory directory = files.create(JOB);
    Files.createFile(directory.path().resolve("output"));
    Encoded encoded = Requests.encoded(directory.id(), REQUEST.attempt().strategy());
    files.keep(directory, REQUEST, encoded);
    return encoded;
  }
}
