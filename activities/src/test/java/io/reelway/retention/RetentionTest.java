package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.Jobs;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.record.JobRecorder;
import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.RetentionSettings;
import io.reelway.store.SkippedEntries;
import io.reelway.store.Store;
import io.reelway.store.disk.DiskStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant START = Instant.parse("2026-11-24T07:59:00Z");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration ABANDONED = Duration.ofHours(24);

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private DiskStore store;
  private Database database;
  private JobCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
    catalog = new SqlJobCatalog(database, clock, store.skipped());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void erasesTheSourceWhenTheJobEnds() throws IOException {
    AcceptedJob job = finished(false);

    assertThat(store.stat(JobLocations.source(job.id()))).isEmpty();
    assertThat(store.stat(output(job))).isPresent();
  }

  @Test
  void keepsTheSourceWithTheOutputWhenConfigured() throws IOException {
    AcceptedJob job = finished(true);

    assertThat(store.stat(JobLocations.source(job.id()))).isPresent();
  }

  @Test
  void recordsWhenAJobExpires() throws IOException {
    AcceptedJob job = finished(false);

    assertThat(catalog.find(job.id()).orElseThrow().snapshot().expiresAt())
        .isEqualTo(START.plus(KEPT));
  }

  @Test
  void keepsAJobForItsFullRetentionWhenTheEnginesClockIsBehind() throws IOException {
    AcceptedJob job = accepted();
    Instant longAgo = START.minus(Duration.ofDays(67));
    record(Jobs.failed(job, longAgo, ErrorCode.PROBE_FAILED), false);

    clock.now = START.plus(KEPT).minusSeconds(1);
    sweep(store);

    assertThat(catalog.find(job.id())).isPresent();
  }

  @Test
  void recordsNoEndInTheFuture() throws IOException {
    AcceptedJob job = accepted();
    Instant ahead = START.plus(Duration.ofDays(67));

    record(Jobs.failed(job, ahead, ErrorCode.PROBE_FAILED), false);

    JobSnapshot record = catalog.find(job.id()).orElseThrow().snapshot();
    assertThat(record.updatedAt()).isEqualTo(START);
    assertThat(record.state())
        .isInstanceOfSatisfying(
            JobState.Failed.class, failed -> assertThat(failed.completedAt()).isEqualTo(START));
    assertThat(record.expiresAt()).isEqualTo(START.plus(KEPT));
  }

  @Test
  void hidesAnExpiredJobBeforeItIsErased() throws IOException {
    AcceptedJob job = finished(false);

    clock.now = START.plus(KEPT);

    assertThat(catalog.find(job.id())).isEmpty();
    assertThat(catalog.exists(job.id())).isTrue();
  }

  @Test
  void erasesOutputAndRecordOnlyAfterTheirRetention() throws IOException {
    AcceptedJob first = finished(false);
    clock.now = START.plusSeconds(90);
    AcceptedJob second = finished(false);

    clock.now = START.plus(KEPT).plusSeconds(1);
    sweep(store);

    assertThat(store.list(JobLocations.folder(first.id()))).isEmpty();
    assertThat(catalog.exists(first.id())).isFalse();
    assertThat(store.stat(output(second))).isPresent();
    assertThat(catalog.exists(second.id())).isTrue();
  }

  @Test
  void erasesMoreThanOneBatch() throws IOException {
    for (int number = 0; number < 250; number++) {
      finished(false);
    }

    clock.now = START.plus(KEPT);
    sweep(store);

    assertThat(catalog.toErase(clock.now, 1000)).isEmpty();
    assertThat(store.list(JobLocations.JOBS)).isEmpty();
  }

  @Test
  void skipsAJobThatCannotBeErasedAndRetriesAfterAnHour() throws IOException {
    AcceptedJob stuck = finished(false);
    AcceptedJob other = finished(false);
    clock.now = START.plus(KEPT);

    sweep(refusingToDelete(JobLocations.folder(stuck.id())));
    assertThat(store.skipped().count(SkippedEntries.Reason.UNERASABLE)).isEqualTo(1);
    assertThat(catalog.exists(stuck.id())).isTrue();
    assertThat(catalog.exists(other.id())).isFalse();

    sweep(store);
    assertThat(catalog.exists(stuck.id())).as("at once").isTrue();
    clock.now = clock.now.plus(Duration.ofHours(1));
    sweep(store);
    assertThat(catalog.exists(stuck.id())).isFalse();
  }

  @Test
  void manyUnerasableJobsDoNotBlockOthers() throws IOException {
    List<AcceptedJob> stuck = new ArrayList<>();
    for (int number = 0; number < 120; number++) {
      stuck.add(finished(false));
    }
    AcceptedJob other = finished(false);
    clock.now = START.plus(KEPT);
    Store refusing =
        refusingToDelete(
            stuck.stream().map(job -> JobLocations.folder(job.id())).toArray(Location[]::new));

    sweep(refusing);
    sweep(refusing);

    assertThat(catalog.exists(other.id())).isFalse();
    assertThat(store.skipped().count(SkippedEntries.Reason.UNERASABLE)).isEqualTo(120);
  }

  @Test
  void retriesAnUnerasableUploadAfterADay() throws IOException {
    String upload = UUID.randomUUID().toString();
    catalog.beginUpload(upload);
    store.put(JobLocations.source(upload), content(), Delivery.INTERNAL);
    clock.now = START.plus(ABANDONED).plusSeconds(1);

    sweep(refusingToDelete(JobLocations.folder(upload)));
    sweep(store);
    assertThat(store.stat(JobLocations.source(upload))).as("at once").isPresent();

    clock.now = clock.now.plus(ABANDONED).plusSeconds(1);
    sweep(store);
    assertThat(store.list(JobLocations.JOBS)).isEmpty();
  }

  @Test
  void erasesAnUploadThatNeverBecameAJob() throws IOException {
    String upload = UUID.randomUUID().toString();
    catalog.beginUpload(upload);
    store.put(JobLocations.source(upload), content(), Delivery.INTERNAL);

    clock.now = START.plus(ABANDONED);
    sweep(store);
    assertThat(store.stat(JobLocations.source(upload))).isPresent();

    clock.now = clock.now.plusSeconds(1);
    sweep(store);
    assertThat(store.list(JobLocations.JOBS)).isEmpty();
    assertThat(catalog.abandonedUploads(clock.now, 10)).isEmpty();
  }

  @Test
  void recordsNothingWhenTheJobWasErased() throws IOException {
    AcceptedJob job = accepted();
    catalog.remove(job.id());

    record(job, false);

    assertThat(store.list(JobLocations.JOBS)).isEmpty();
    assertThat(catalog.exists(job.id())).isFalse();
  }

  @Test
  void refusesInvalidRetentionTimes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetentionSettings(Duration.ZERO, false, ABANDONED))
        .withMessage(
            "reelway.retention.output is PT0S; write a duration from 1s to 36500d, e.g. 7d");
  }

  private void sweep(Store through) throws IOException {
    new SweepActivity(
            through,
            catalog,
            new JobEraser(through, catalog),
            settings(false),
            clock,
            new EngineClock(clock))
        .sweepNow(null);
  }

  private AcceptedJob finished(boolean keepSource) throws IOException {
    AcceptedJob job = accepted();
    record(job, keepSource);
    return job;
  }

  private AcceptedJob accepted() throws IOException {
    AcceptedJob job = Jobs.job("", clock.now);
    store.put(JobLocations.source(job.id()), content(), Delivery.INTERNAL);
    store.put(output(job), content(), Delivery.INTERNAL);
    catalog.accept(job, Optional.empty());
    return job;
  }

  private void record(AcceptedJob job, boolean keepSource) throws IOException {
    JobError error = JobError.of(ErrorCode.PROBE_FAILED, "Cannot be read.");
    record(
        JobSnapshot.accepted(job).withState(new JobState.Failed(clock.now, error), clock.now),
        keepSource);
  }

  private void record(JobSnapshot end, boolean keepSource) throws IOException {
    new JobRecorder(catalog, new JobEraser(store, catalog), store, settings(keepSource), clock)
        .record(end);
  }

  private static RetentionSettings settings(boolean keepSource) {
    return new RetentionSettings(KEPT, keepSource, ABANDONED);
  }

  private static Location output(AcceptedJob job) {
    return JobLocations.output(job.id(), "abc");
  }

  private static ByteArrayInputStream content() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3});
  }

  /** The store, except that it refuses to delete one folder. */
  private Store refusingToDelete(Location... folders) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("deleteFolder")
                  && List.of(folders).contains(arguments[0])) {
                throw new IOException("Access denied");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private static final class SettableClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
