package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.SkippedEntries;
import io.reelway.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be erased does not stop the clean-up and is tried again. */
class UnerasableJobsTest {
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
  void skipsAJobThatCannotBeErasedAndRetriesAfterAnHour() throws IOException {
    AcceptedJob stuck = jobs.finished(false);
    AcceptedJob other = jobs.finished(false);
    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT);

    jobs.sweep(jobs.refusingToDelete(JobLocations.folder(stuck.id())));
    assertThat(jobs.store.skipped().count(SkippedEntries.Reason.UNERASABLE)).isEqualTo(1);
    assertThat(jobs.catalog.exists(stuck.id())).isTrue();
    assertThat(jobs.catalog.exists(other.id())).isFalse();

    jobs.sweep(jobs.store);
    assertThat(jobs.catalog.exists(stuck.id())).as("at once").isTrue();
    jobs.now = jobs.now.plus(Duration.ofHours(1));
    jobs.sweep(jobs.store);
    assertThat(jobs.catalog.exists(stuck.id())).isFalse();
  }

  @Test
  void manyUnerasableJobsDoNotBlockOthers() throws IOException {
    List<AcceptedJob> stuck = new ArrayList<>();
    for (int number = 0; number < 120; number++) {
      stuck.add(jobs.finished(false));
    }
    AcceptedJob other = jobs.finished(false);
    jobs.now = RetainedJobs.START.plus(RetainedJobs.KEPT);
    Store refusing =
        jobs.refusingToDelete(
            stuck.stream().map(job -> JobLocations.folder(job.id())).toArray(Location[]::new));

    jobs.sweep(refusing);
    jobs.sweep(refusing);

    assertThat(jobs.catalog.exists(other.id())).isFalse();
    assertThat(jobs.store.skipped().count(SkippedEntries.Reason.UNERASABLE)).isEqualTo(120);
  }

  @Test
  void retriesAnUnerasableUploadAfterADay() throws IOException {
    String upload = UUID.randomUUID().toString();
    jobs.catalog.beginUpload(upload);
    jobs.store.put(JobLocations.source(upload), RetainedJobs.content(), Delivery.INTERNAL);
    jobs.now = RetainedJobs.START.plus(RetainedJobs.ABANDONED).plusSeconds(1);

    jobs.sweep(jobs.refusingToDelete(JobLocations.folder(upload)));
    jobs.sweep(jobs.store);
    assertThat(jobs.store.stat(JobLocations.source(upload))).as("at once").isPresent();

    jobs.now = jobs.now.plus(RetainedJobs.ABANDONED).plusSeconds(1);
    jobs.sweep(jobs.store);
    assertThat(jobs.store.list(JobLocations.JOBS)).isEmpty();
  }
}
