package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.media.Source;
import io.reelway.scratch.Scratch;
import io.reelway.stage.SweepStage.Swept;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.JobRecords;
import io.reelway.store.Location;
import io.reelway.store.RetentionSettings;
import io.reelway.store.disk.DiskStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant START = Instant.parse("2026-11-24T07:59:00Z");
  private static final Duration KEPT = Duration.ofDays(7);

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private DiskStore store;
  private JobRecords records;

  @BeforeEach
  void openStore() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    records = records(false);
  }

  @Test
  void erasesTheSourceWhenTheJobEnds() throws IOException {
    finish("1");

    assertThat(store.stat(JobLocations.source("1"))).isEmpty();
    assertThat(store.stat(output("1"))).isPresent();
  }

  @Test
  void keepsTheSourceWithTheOutputWhenToldSo() throws IOException {
    records = records(true);

    finish("1");

    assertThat(store.stat(JobLocations.source("1"))).isPresent();
  }

  @Test
  void saysWhenAJobIsErased() throws IOException {
    finish("1");

    assertThat(records.find("1").orElseThrow().expiresAt()).isEqualTo(START.plus(KEPT));
  }

  @Test
  void keepsAJobForItsWholeTimeWhenTheEnginesClockIsBehind() throws IOException {
    JobError error = new JobError(ErrorCode.PROBE_FAILED, "Cannot be read.");
    Instant longAgo = START.minus(Duration.ofDays(67));
    records.finish(failed("1").withState(new JobState.Failed(longAgo, error), longAgo));

    clock.now = START.plus(KEPT).minusSeconds(1);
    sweep(null);

    assertThat(records.find("1")).isPresent();
  }

  @Test
  void recordsNoEndThatIsStillToCome() throws IOException {
    clock.now = START.plus(Duration.ofDays(67));
    JobSnapshot end = failed("1");
    clock.now = START;

    records.finish(end);

    JobSnapshot record = records.find("1").orElseThrow();
    assertThat(record.updatedAt()).isEqualTo(START);
    assertThat(record.state())
        .isInstanceOfSatisfying(
            JobState.Failed.class, failed -> assertThat(failed.completedAt()).isEqualTo(START));
    assertThat(record.expiresAt()).isEqualTo(START.plus(KEPT));
  }

  @Test
  void sweepsAgainAfterAClockThatRanAheadWasSetRight() throws IOException {
    finish("1");
    clock.now = START.plus(KEPT).plusSeconds(1);

    sweep(clock.now.plus(Duration.ofDays(67)));

    assertThat(store.list(new Location("jobs/1"))).isEmpty();
  }

  @Test
  void hidesAJobAtItsTimeAlsoBeforeItIsErased() throws IOException {
    finish("1");

    clock.now = START.plus(KEPT);

    assertThat(records.find("1")).isEmpty();
    assertThat(store.stat(JobLocations.record("1"))).isPresent();
  }

  @Test
  void erasesOutputAndRecordAfterTheirTimeAndNothingBefore() throws IOException {
    finish("1");
    clock.now = START.plusSeconds(90);
    finish("2");

    clock.now = START.plus(KEPT).plusSeconds(1);
    sweep(null);

    assertThat(store.list(new Location("jobs/1"))).isEmpty();
    assertThat(store.stat(output("2"))).isPresent();
  }

  @Test
  void findsWhatWasDueWhileNobodySwept() throws IOException {
    finish("1");
    Swept before = sweep(null);

    clock.now = START.plus(KEPT).plus(Duration.ofHours(5));
    sweep(before.until());

    assertThat(store.list(new Location("jobs"))).isEmpty();
    assertThat(store.list(new Location("expiry"))).isEmpty();
  }

  @Test
  void anErasedJobIsNotDueAnyMore() throws IOException {
    finish("1");
    finish("2");

    records.erase(failed("1").job());

    assertThat(store.list(new Location("expiry")))
        .singleElement()
        .satisfies(note -> assertThat(note.location().key()).endsWith(".2"));
  }

  @Test
  void looksAtTheHoursSinceTheLastSweepOnly() throws IOException {
    finish("1");
    clock.now = START.plus(KEPT).plus(Duration.ofHours(5));

    sweep(START.plus(KEPT).plus(Duration.ofHours(2)));

    assertThat(store.stat(output("1"))).isPresent();
  }

  @Test
  void endsWithoutATraceWhenTheJobWasWithdrawn() throws IOException {
    store.put(output("1"), content(), Delivery.INTERNAL);

    boolean wanted = records.isWanted(failed("1").job());

    assertThat(wanted).isFalse();
    assertThat(store.list(new Location("jobs"))).isEmpty();
    assertThat(store.list(new Location("expiry"))).isEmpty();
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetentionSettings(Duration.ZERO, false, Duration.ofHours(24)))
        .withMessage(
            "reelway.retention.output is PT0S; write a duration from 1s to 36500d, e.g. 7d");
  }

  private Swept sweep(@Nullable Instant since) throws IOException {
    return new SweepActivity(store, records, settings(false), clock, new EngineClock(clock))
        .sweepNow(since);
  }

  private void finish(String jobId) throws IOException {
    records.open(jobId);
    store.put(JobLocations.source(jobId), content(), Delivery.INTERNAL);
    store.put(output(jobId), content(), Delivery.INTERNAL);
    records.finish(failed(jobId));
  }

  private JobSnapshot failed(String jobId) {
    AcceptedJob job =
        new AcceptedJob(
            jobId,
            "",
            new Source("a.mp4", "video/mp4", 3),
            "web",
            START,
            JobRequest.plain(jobId),
            List.of());
    JobError error = new JobError(ErrorCode.PROBE_FAILED, "Cannot be read.");
    return JobSnapshot.accepted(job).withState(new JobState.Failed(clock.now, error), clock.now);
  }

  private JobRecords records(boolean keepSource) {
    return new JobRecords(store, settings(keepSource), clock);
  }

  private static RetentionSettings settings(boolean keepSource) {
    return new RetentionSettings(KEPT, keepSource, Duration.ofHours(24));
  }

  private static Location output(String jobId) {
    return JobLocations.output(jobId, "abc");
  }

  private static ByteArrayInputStream content() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3});
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
