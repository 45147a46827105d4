package io.reelway.retention;

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
import java.util.List;
import java.util.Optional;

/** Jobs with a source and an output in a store, and a clock that tests set. */
final class RetainedJobs implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-24T07:59:00Z");
  static final Duration KEPT = Duration.ofDays(7);
  static final Duration ABANDONED = Duration.ofHours(24);

  final DiskStore store;
  final JobCatalog catalog;
  Instant now = START;
  private final Clock clock = new FieldClock();
  private final Database database;

  /**
   * @param folder an empty folder of the test
   */
  RetainedJobs(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
    catalog = new SqlJobCatalog(database, clock, store.skipped());
  }

  @Override
  public void close() {
    database.close();
  }

  /** Erases what is due, through a store that may refuse. */
  void sweep(Store through) throws IOException {
    new SweepActivity(
            through,
            catalog,
            new JobEraser(through, catalog),
            settings(false),
            clock,
            new EngineClock(clock))
        .sweepNow(null);
  }

  /** A job that has ended now. */
  AcceptedJob finished(boolean keepSource) throws IOException {
    AcceptedJob job = accepted();
    record(job, keepSource);
    return job;
  }

  AcceptedJob accepted() throws IOException {
    AcceptedJob job = Jobs.job("", now);
    store.put(JobLocations.source(job.id()), content(), Delivery.INTERNAL);
    store.put(output(job), content(), Delivery.INTERNAL);
    catalog.accept(job, Optional.empty());
    return job;
  }

  void record(AcceptedJob job, boolean keepSource) throws IOException {
    JobError error = JobError.of(ErrorCode.PROBE_FAILED, "Cannot be read.");
    record(JobSnapshot.accepted(job).withState(new JobState.Failed(now, error), now), keepSource);
  }

  void record(JobSnapshot end, boolean keepSource) throws IOException {
    new JobRecorder(catalog, new JobEraser(store, catalog), store, settings(keepSource), clock)
        .record(end);
  }

  static RetentionSettings settings(boolean keepSource) {
    return new RetentionSettings(KEPT, keepSource, ABANDONED);
  }

  static Location output(AcceptedJob job) {
    return JobLocations.output(job.id(), "abc");
  }

  static ByteArrayInputStream content() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3});
  }

  /** The store, except that it refuses to delete these folders. */
  Store refusingToDelete(Location... folders) {
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

  /** Shows the time that a test has set. */
  private final class FieldClock extends Clock {
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
