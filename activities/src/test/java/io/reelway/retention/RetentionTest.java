package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.catalog.Jobs;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.RetentionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  @TempDir private Path folder;
  private RetainedJobs jobs;

  @BeforeEach
  void open() throws IOException {
    jobs = new RetainedJobs(folder);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void erasesTheSourceWhenTheJobEnds() throws IOException {
    AcceptedJob job = jobs.finished(false);

    assertThat(jobs.store.stat(JobLocations.source(job.id()))).isEmpty();
    assertThat(jobs.store.stat(RetainedJobs.output(job))).isPresent();
  }

  @Test
  void keepsTheSourceWithTheOutputWhenConfigured() throws IOException {
    AcceptedJob job = jobs.finished(true);

    assertThat(jobs.store.stat(JobLocations.source(job.id()))).isPresent();
  }

  @Test
  void recordsWhenAJobExpires() throws IOException {
    AcceptedJob job = jobs.finished(false);

    assertThat(jobs.catalog.find(job.id()).orElseThrow().snapshot().expiresAt())
        .isEqualTo(RetainedJobs.START.plus(RetainedJobs.KEPT));
  }

  @Test
  void keepsAJobForItsFullRetentionWhenTheEnginesClockIsBehind() throws IOException {
    AcceptedJob job = jobs.accepted();
    Instant longAgo = RetainedJobs.START.minus(Duration.ofDays(67));
    jobs.record(Jobs.failed(job, longAgo, ErrorCode.PROBE_FAILED), false);

    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT).minusSeconds(1);
    jobs.sweep(jobs.store);

    assertThat(jobs.catalog.find(job.id())).isPresent();
  }

  @Test
  void recordsNoEndInTheFuture() throws IOException {
    AcceptedJob job = jobs.accepted();
    Instant ahead = RetainedJobs.START.plus(Duration.ofDays(67));

    jobs.record(Jobs.failed(job, ahead, ErrorCode.PROBE_FAILED), false);

    JobSnapshot record = jobs.catalog.find(job.id()).orElseThrow().snapshot();
    assertThat(record.updatedAt()).isEqualTo(RetainedJobs.START);
    assertThat(record.state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.completedAt()).isEqualTo(RetainedJobs.START));
    assertThat(record.expiresAt()).isEqualTo(RetainedJobs.START.plus(RetainedJobs.KEPT));
  }

  @Test
  void hidesAnExpiredJobBeforeItIsErased() throws IOException {
    AcceptedJob job = jobs.finished(false);

    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT);

    assertThat(jobs.catalog.find(job.id())).isEmpty();
    assertThat(jobs.catalog.exists(job.id())).isTrue();
  }

  @Test
  void erasesOutputAndRecordOnlyAfterTheirRetention() throws IOException {
    AcceptedJob first = jobs.finished(false);
    jobs.now = RetainedJobs.START.plusSeconds(90);
    AcceptedJob second = jobs.finished(false);

    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT).plusSeconds(1);
    jobs.sweep(jobs.store);

    assertThat(jobs.store.list(JobLocations.folder(first.id()))).isEmpty();
    assertThat(jobs.catalog.exists(first.id())).isFalse();
    assertThat(jobs.store.stat(RetainedJobs.output(second))).isPresent();
    assertThat(jobs.catalog.exists(second.id())).isTrue();
  }

  @Test
  void erasesMoreThanOneBatch() throws IOException {
    for (int number = 0; number < 250; number++) {
      jobs.finished(false);
    }

    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT);
    jobs.sweep(jobs.store);

    assertThat(jobs.catalog.toErase(jobs.now, 1000)).isEmpty();
    assertThat(jobs.store.list(JobLocations.JOBS)).isEmpty();
  }

  @Test
  void erasesAnUploadThatNeverBecameAJob() throws IOException {
    String upload = UUID.randomUUID().toString();
    jobs.catalog.beginUpload(upload);
    jobs.store.put(JobLocations.source(upload), RetainedJobs.content(), Delivery.INTERNAL);

    jobs.now = RetainedJobs.START.plus(RetainedJobs.ABANDONED);
    jobs.sweep(jobs.store);
    assertThat(jobs.store.stat(JobLocations.source(upload))).isPresent();

    jobs.now = jobs.now.plusSeconds(1);
    jobs.sweep(jobs.store);
    assertThat(jobs.store.list(JobLocations.JOBS)).isEmpty();
    assertThat(jobs.catalog.abandonedUploads(jobs.now, 10)).isEmpty();
  }

  @Test
  void recordsNothingWhenTheJobWasErased() throws IOException {
    AcceptedJob job = jobs.accepted();
    jobs.catalog.remove(job.id());

    jobs.record(job, false);

    assertThat(jobs.store.list(JobLocations.JOBS)).isEmpty();
    assertThat(jobs.catalog.exists(job.id())).isFalse();
  }

  @Test
  void refusesInvalidRetentionTimes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetentionSettings(Duration.ZERO, false, RetainedJobs.ABANDONED))
        .withMessage(
            "reelway.retention.output is PT0S; write a duration from 1s to 36500d, e.g. 7d");
  }
}
