package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.grpc.Status;
import io.reelway.api.engine.WorkflowStatus;
import io.reelway.api.problem.RequestException;
import io.reelway.catalog.InDoubtException;
import io.reelway.catalog.Jobs;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.store.JobLocations;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor.WorkflowStartOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** What a submit leaves when its client or the engine fails meanwhile. */
@Timeout(60)
class SubmissionsTest {
  @TempDir private Path folder;
  private SubmitService service;

  @BeforeEach
  void open() throws IOException {
    service = new SubmitService(folder);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aDisconnectDuringTheStartLosesNothing() throws IOException {
    Thread request = Thread.currentThread();
    service.starts.answer =
        started -> {
          WorkflowStartOutput output = started.get();
          request.interrupt();
          return output;
        };

    service.submit("");

    assertThat(Thread.interrupted()).isTrue();
    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void aStartWithALostAnswerStartsTheJobOnce() throws IOException {
    service.starts.answer =
        started -> {
          started.get();
          throw Status.CANCELLED.asRuntimeException();
        };
    service.submit("");

    service.starts.answer = SubmitService.Started::get;
    service.dispatcher.run();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void aJobThatTheEngineCannotAcceptStartsWhenTheEngineIsBack() throws IOException {
    service.starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    service.submit("");
    service.dispatcher.run();
    assertThat(service.catalog.toStart(10)).hasSize(1);
    assertThat(service.catalog.abandonedUploads(Instant.now().plus(Duration.ofHours(25)), 10))
        .isEmpty();

    service.starts.answer = SubmitService.Started::get;
    service.dispatcher.run();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void theLimitOfUnfinishedJobsHoldsWhileTheEngineIsUnavailable() throws IOException {
    service.starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    for (int job = 0; job < SubmitService.MOST_UNFINISHED; job++) {
      service.submit("", Optional.empty());
    }

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> service.submit("", Optional.empty()))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    service.starts.answer = SubmitService.Started::get;
    service.dispatcher.run();
    service.dispatcher.run();

    assertThat(service.catalog.running("", 100)).hasSize(SubmitService.MOST_UNFINISHED);
  }

  @Test
  void aJobThatTheEngineLostIsRestarted() throws IOException {
    AcceptedJob lost = Jobs.job("", Instant.now());
    service.catalog.accept(lost, Optional.empty());
    service.catalog.started(lost.id());

    assertThat(service.recover()).isTrue();
    service.dispatcher.run();

    assertThat(service.engine.status(lost.id()).block()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(service.catalog.running("", 10)).containsExactly(lost);
  }

  @Test
  void aRefusedUploadLeavesNothing() throws IOException {
    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> service.submitForm("", Optional.of(SubmitService.KEY)));

    assertThat(service.store.list(JobLocations.JOBS)).isEmpty();
    assertThat(service.catalog.countOpen()).isZero();
    assertThat(service.catalog.abandonedUploads(Instant.now().plusSeconds(1), 10)).isEmpty();
  }

  @Test
  void aCommitWithALostAnswerKeepsTheFileOfItsJob() throws IOException {
    Mockito.doAnswer(
            accept -> {
              accept.callRealMethod();
              throw new IOException("The answer is lost");
            })
        .doCallRealMethod()
        .when(service.catalog)
        .accept(Mockito.any(), Mockito.any());

    assertThatIOException().isThrownBy(() -> service.submit(""));
    service.submit("");
    service.dispatcher.run();

    assertThat(service.catalog.countOpen()).isEqualTo(1);
    assertThatTheJobRunsOnItsUpload();
  }

  /** The database may still commit it. */
  @Test
  void aBrokenConnectionLeavesTheUploadToTheSweep() throws IOException {
    Mockito.doThrow(new InDoubtException("It broke", new SQLException()))
        .when(service.catalog)
        .accept(Mockito.any(), Mockito.any());

    assertThatIOException().isThrownBy(() -> service.submit(""));

    assertThatTheUploadIsLeftToTheSweep();
  }

  @Test
  void anUploadIsLeftToTheSweepWhileNobodyKnowsWhetherItIsAJob() throws IOException {
    Mockito.doThrow(new IOException("It is away")).when(service.catalog).exists(Mockito.any());
    Mockito.doThrow(new IOException("It is away"))
        .when(service.catalog)
        .accept(Mockito.any(), Mockito.any());

    assertThatIOException().isThrownBy(() -> service.submit(""));

    assertThatTheUploadIsLeftToTheSweep();
  }

  private void assertThatTheUploadIsLeftToTheSweep() throws IOException {
    List<String> uploads = service.catalog.abandonedUploads(Instant.now().plusSeconds(1), 10);
    assertThat(uploads).hasSize(1);
    assertThat(service.store.stat(JobLocations.source(uploads.getFirst()))).isPresent();
  }

  private void assertThatTheJobRunsOnItsUpload() throws IOException {
    AcceptedJob job = service.catalog.findByKey("", SubmitService.KEY.value()).orElseThrow().job();
    assertThat(service.store.stat(JobLocations.source(job.id()))).isPresent();
    assertThat(service.catalog.running("", 10)).containsExactly(job);
    assertThat(service.engine.status(job.id()).block()).isEqualTo(WorkflowStatus.RUNNING);
  }
}
