package io.reelway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.disk.DiskStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every job counts once, whoever counts and whenever it is interrupted. */
class UsageLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;
  private Scratch incoming;
  private DiskStore store;
  private UsageLedger ledger;

  @BeforeEach
  void open() throws IOException {
    incoming = Scratch.open(folder.resolve(".incoming"), "test");
    store = new DiskStore(folder, incoming);
    ledger = at(NOW);
  }

  @AfterEach
  void close() throws IOException {
    incoming.close();
  }

  @Test
  void countsNothingAtFirst() throws IOException {
    assertThat(ledger.totals()).isEqualTo(Totals.NONE);
  }

  @Test
  void sumsUpJobsOfAllHours() throws IOException {
    count(job(NOW), 1000, 400);
    count(job(NOW.minus(HOUR)), 500, 500);

    assertThat(ledger.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
  }

  @Test
  void anOutputThatHadToGrowTakesNothingFromWhatOthersSaved() throws IOException {
    count(job(NOW), 1000, 400);
    count(job(NOW), 100, 300);

    assertThat(ledger.totals()).isEqualTo(new Totals(2, 1100, 700, 600));
  }

  @Test
  void countsAJobOnceHoweverOftenItsEndIsRecorded() throws IOException {
    Job job = job(NOW);
    count(job, 1000, 400);
    count(job, 1000, 400);
    count(job, 1000, 399);

    assertThat(ledger.totals().jobs()).isEqualTo(1);
  }

  @Test
  void foldingChangesNoTotal() throws IOException {
    count(job(NOW), 1000, 400);
    count(job(NOW), 500, 500);
    UsageLedger later = at(NOW.plus(HOUR.multipliedBy(4)));

    later.fold();

    assertThat(store.list(new Location("usage/jobs"))).isEmpty();
    assertThat(store.list(new Location("usage/hours"))).hasSize(1);
    assertThat(later.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
    later.fold();
    assertThat(later.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
  }

  @Test
  void aFoldThatWasCutOffBetweenItsTwoStepsIsFinishedByTheNext() throws IOException {
    Job first = job(NOW);
    count(first, 1000, 400);
    count(job(NOW), 500, 500);
    UsageLedger later = at(NOW.plus(HOUR.multipliedBy(4)));
    later.fold();

    count(first, 1000, 400); // As if one of the marks had not been deleted yet.
    assertThat(later.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
    later.fold();

    assertThat(later.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
    assertThat(store.list(new Location("usage/jobs"))).isEmpty();
  }

  @Test
  void anHourIsNotFoldedWhileAJobOfItMayStillEnd() throws IOException {
    count(job(NOW), 1000, 400);
    Job slow = job(NOW);
    store.put(JobLocations.open(slow.id()), InputStream.nullInputStream(), Delivery.INTERNAL);
    Files.setLastModifiedTime(
        store.file(JobLocations.open(slow.id())).orElseThrow(), FileTime.from(NOW));
    UsageLedger later = at(NOW.plus(Duration.ofDays(2)));

    later.fold();
    count(slow, 500, 500);
    store.delete(JobLocations.open(slow.id()));
    later.fold();

    assertThat(later.totals()).isEqualTo(new Totals(2, 1500, 900, 600));
    assertThat(store.list(new Location("usage/hours"))).hasSize(1);
  }

  @Test
  void theLastHoursAreNotFolded() throws IOException {
    count(job(NOW), 1000, 400);

    at(NOW.plus(Duration.ofMinutes(110))).fold();

    assertThat(store.list(new Location("usage/hours"))).isEmpty();
  }

  private UsageLedger at(Instant now) {
    return new UsageLedger(store, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Job job(Instant acceptedAt) {
    return new Job(UUID.randomUUID().toString(), acceptedAt);
  }

  private void count(Job job, long input, long output) throws IOException {
    ledger.count(job.id(), job.acceptedAt(), input, output);
  }

  private record Job(String id, Instant acceptedAt) {}
}
