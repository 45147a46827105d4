package io.reelway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.media.Source;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.usage.Totals;
import io.reelway.usage.UsageLedger;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the records do when the store also holds what Reelway did not write. */
public abstract class BrokenEntriesContract {
  private static final Instant START = Instant.parse("2026-11-24T07:59:00Z");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Instant DUE = START.plus(KEPT).plusSeconds(1);

  private Store store;
  private JobRecords records;

  /** An empty store. */
  protected abstract Store store() throws IOException;

  @BeforeEach
  void useStore() throws IOException {
    store = store();
    records =
        new JobRecords(
            store,
            new RetentionSettings(KEPT, false, Duration.ofHours(24)),
            Clock.fixed(START, ZoneOffset.UTC));
  }

  @Test
  void aForeignMarkIsNoOpenJob() throws IOException {
    String job = UUID.randomUUID().toString();
    records.open(job);
    put("open/readme.txt", "");
    put("open/old/" + job, "");
    long before = store.skipped().count(Reason.FOREIGN);

    assertThat(records.open()).extracting(OpenMarks.Mark::id).containsExactly(job);
    assertThat(store.skipped().count(Reason.FOREIGN)).isEqualTo(before + 2);
  }

  @Test
  void aForeignNoteDoesNotHoldUpTheSweep() throws IOException {
    AcceptedJob job = ended();
    put("expiry/0/readme", "");
    put("expiry/2026112407/readme.txt", "");

    assertThat(records.eraseExpired(null, DUE)).isEqualTo(1);
    assertThat(store.list(JobLocations.folder(job.id()))).isEmpty();
  }

  @Test
  void anUnreadableRecordIsKeptAndDoesNotHoldUpTheSweep() throws IOException {
    AcceptedJob broken = ended();
    AcceptedJob sound = ended();
    put(JobLocations.record(broken.id()).key(), "{\"job\":");

    assertThat(records.eraseExpired(null, DUE)).isEqualTo(1);
    assertThat(records.exists(broken.id())).isTrue();
    assertThat(records.exists(sound.id())).isFalse();
  }

  @Test
  void aJobThatCouldNotBeErasedIsDueAgain() throws IOException {
    AcceptedJob broken = ended();
    put(JobLocations.record(broken.id()).key(), "{\"warnings\":[]}");
    records.eraseExpired(null, DUE);
    store.delete(JobLocations.record(broken.id()));
    store.delete(JobLocations.accepted(broken.id()));
    put(JobLocations.output(broken.id(), "0").key(), "left");

    records.eraseExpired(DUE, DUE.plus(Duration.ofHours(2)));

    assertThat(store.list(JobLocations.folder(broken.id()))).isEmpty();
  }

  @Test
  void aJobWithAnUnreadableEndCanBeErased() throws IOException {
    AcceptedJob job = ended();
    put(JobLocations.record(job.id()).key(), "null");

    records.erase(job);

    assertThat(store.list(JobLocations.folder(job.id()))).isEmpty();
  }

  @Test
  void aForeignNameIsNoJobOfTheListAndMakesNoPageShorter() throws IOException {
    JobIndex index = new JobIndex(store);
    AcceptedJob first = ended();
    AcceptedJob second = ended();
    put("list/anyone/0/0-readme", "");
    put("list/anyone/zz-readme", "");

    List<JobIndex.Entry> page = index.page("", Optional.empty(), 2);

    assertThat(page)
        .extracting(JobIndex.Entry::jobId)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(index.page("", Optional.of(page.get(1).cursor()), 2)).isEmpty();
  }

  @Test
  void aForeignNameCountsForNothingInTheTotals() throws IOException {
    UsageLedger ledger =
        new UsageLedger(store, Clock.fixed(START.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    ledger.count(UUID.randomUUID().toString(), START, 1000, 400);
    put("usage/jobs/readme", "");
    put("usage/jobs/1/a.b.c", "");
    put("usage/hours/backup.2026", "");
    put("open/readme.txt", "");

    ledger.fold();

    assertThat(ledger.totals()).isEqualTo(new Totals(1, 1000, 400, 600));
    assertThat(store.list(new Location("usage/hours")))
        .anyMatch(sum -> sum.location().name().endsWith(".1.1000.400.600"));
  }

  private AcceptedJob ended() throws IOException {
    String id = UUID.randomUUID().toString();
    AcceptedJob job =
        new AcceptedJob(
            id,
            "",
            new Source("a.mp4", "video/mp4", 3),
            "web",
            START,
            JobRequest.plain(id),
            List.of());
    records.accept(job);
    JobError error = new JobError(ErrorCode.PROBE_FAILED, "Cannot be read.");
    records.finish(JobSnapshot.accepted(job).withState(new JobState.Failed(START, error), START));
    return job;
  }

  private void put(String key, String content) throws IOException {
    store.put(new Location(key), content.getBytes(UTF_8), Delivery.INTERNAL);
  }
}
