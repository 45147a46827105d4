package io.reelway.catalog;

import static io.reelway.catalog.Jobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.catalog.JobFilter.State;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The listing part of the {@link JobCatalog} contract. */
public abstract class JobListContract {
  protected static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);
  static final Optional<String> NO_KEY = Optional.empty();

  /** Tests share one catalog, so each test uses its own owner. */
  final String owner = UUID.randomUUID().toString();

  protected abstract JobCatalog catalog();

  @Test
  void omitsExpiredJobs() throws IOException {
    AcceptedJob job = accepted(NOON);
    catalog().finish(Jobs.done(job, NOON.minus(Duration.ofDays(30)), 100));

    assertThat(catalog().list(JobFilter.of(owner), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void listsTheNewestFirstPageByPage() throws IOException {
    List<AcceptedJob> jobs = new ArrayList<>();
    for (int minute = 0; minute < 5; minute++) {
      jobs.addFirst(accepted(NOON.plus(Duration.ofMinutes(minute))));
    }

    List<JobRecord> first = catalog().list(JobFilter.of(owner), Optional.empty(), 3);
    Optional<JobCursor> place = Optional.of(JobCursor.of(first.getLast().snapshot().job()));
    List<JobRecord> second = catalog().list(JobFilter.of(owner), place, 3);

    assertThat(jobsOf(first)).isEqualTo(jobs.subList(0, 3));
    assertThat(jobsOf(second)).isEqualTo(jobs.subList(3, 5));
  }

  @Test
  void listsEachJobOnceWhenSeveralShareAMillisecond() throws IOException {
    for (int number = 0; number < 5; number++) {
      accepted(NOON);
    }

    List<JobRecord> all = catalog().list(JobFilter.of(owner), Optional.empty(), 10);
    List<JobRecord> first = catalog().list(JobFilter.of(owner), Optional.empty(), 2);
    Optional<JobCursor> place = Optional.of(JobCursor.of(first.getLast().snapshot().job()));

    assertThat(catalog().list(JobFilter.of(owner), place, 10)).isEqualTo(all.subList(2, 5));
  }

  @Test
  void filtersByState() throws IOException {
    AcceptedJob open = accepted(NOON);
    AcceptedJob done = accepted(NOON);
    AcceptedJob failed = accepted(NOON);
    catalog().finish(Jobs.done(done, NOON, 10));
    catalog().finish(Jobs.failed(failed, NOON, ErrorCode.PROBE_FAILED));

    assertThat(listed(JobFilter.of(owner).in(State.OPEN))).containsExactly(open);
    assertThat(listed(JobFilter.of(owner).in(State.DONE))).containsExactly(done);
    assertThat(listed(JobFilter.of(owner).in(State.FAILED))).containsExactly(failed);
  }

  @Test
  void filtersByPartOfTheFilenameInAnyCase() throws IOException {
    AcceptedJob holiday = named("Ferien in MÜNCHEN.mp4");
    named("other.mp4");

    assertThat(listed(filename("münchen"))).containsExactly(holiday);
  }

  /** Random, because an index compresses letters that repeat. */
  @Test
  void findsAVeryLongFilenameInAnotherScript() throws IOException {
    String letters =
        new Random(1)
            .ints(1000, 0x4e00, 0x9fff)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    AcceptedJob longest = named(letters);
    catalog().finish(Jobs.failed(longest, NOON, ErrorCode.PROBE_FAILED));

    assertThat(listed(filename(letters.substring(500, 520)))).containsExactly(longest);
  }

  @Test
  void takesWildcardsInAFilenameLiterally() throws IOException {
    AcceptedJob percent = named("100%_\\.mp4");
    named("100 percent.mp4");

    assertThat(listed(filename("0%_\\."))).containsExactly(percent);
  }

  @Test
  void filtersByCodeAndPresetAndTime() throws IOException {
    AcceptedJob early = accepted(NOON);
    AcceptedJob late = accepted(NOON.plusSeconds(10));
    catalog().finish(Jobs.failed(early, NOON, ErrorCode.PROBE_FAILED));

    JobFilter all = JobFilter.of(owner);
    assertThat(listed(with(all, Optional.of("probe-failed"), Optional.empty(), Optional.empty())))
        .containsExactly(early);
    assertThat(
            listed(with(all, Optional.empty(), Optional.of(NOON.plusSeconds(1)), Optional.empty())))
        .containsExactly(late);
    assertThat(
            listed(
                with(all, Optional.empty(), Optional.empty(), Optional.of(NOON.plusSeconds(10)))))
        .containsExactly(early);
  }

  @Test
  void filtersByTheLabelsOfTheClient() throws IOException {
    AcceptedJob summer = labelled("a-1", null, Map.of("album", "summer", "page", "1"));
    AcceptedJob winter = labelled("a-2", null, Map.of("album", "winter", "page", "1"));

    assertThat(listed(labels(Optional.of("a-2"), Map.of()))).containsExactly(winter);
    assertThat(listed(labels(Optional.empty(), Map.of("album", "summer", "page", "1"))))
        .containsExactly(summer);
    assertThat(listed(labels(Optional.empty(), Map.of("album", "summer", "page", "2")))).isEmpty();
    assertThat(listed(labels(Optional.of("a-3"), Map.of()))).isEmpty();
  }

  @Test
  void filtersByBatchWithinOneOwner() throws IOException {
    AcceptedJob first = labelled(null, "night-1", Map.of());
    AcceptedJob second = labelled(null, "night-1", Map.of());
    labelled(null, "night-2", Map.of());
    accepted(NOON);
    catalog().finish(Jobs.done(second, NOON, 10));

    JobFilter batch = batch(owner, "night-1");
    assertThat(listed(batch)).containsExactlyInAnyOrder(first, second);
    assertThat(listed(batch.in(State.DONE))).containsExactly(second);
    assertThat(listed(batch(owner, "night"))).isEmpty();
    assertThat(listed(batch("another", "night-1"))).isEmpty();
  }

  private AcceptedJob named(String filename) throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON, filename, null);
    catalog().accept(job, NO_KEY);
    return job;
  }

  private AcceptedJob labelled(
      @Nullable String externalId, @Nullable String batchId, Map<String, String> metadata)
      throws IOException {
    AcceptedJob plain = Jobs.job(owner, NOON);
    AcceptedJob job =
        new AcceptedJob(
            plain.id(),
            owner,
            plain.source(),
            plain.preset(),
            NOON,
            new JobRequest("", "", null, new JobLabels(externalId, batchId, metadata)),
            List.of());
    catalog().accept(job, NO_KEY);
    return job;
  }

  private JobFilter labels(Optional<String> externalId, Map<String, String> metadata) {
    JobFilter all = JobFilter.of(owner);
    return new JobFilter(
        owner,
        all.state(),
        all.filename(),
        all.preset(),
        all.code(),
        externalId,
        all.batchId(),
        all.createdAfter(),
        all.createdBefore(),
        metadata);
  }

  private static JobFilter batch(String owner, String batchId) {
    JobFilter all = JobFilter.of(owner);
    return new JobFilter(
        owner,
        all.state(),
        all.filename(),
        all.preset(),
        all.code(),
        all.externalId(),
        Optional.of(batchId),
        all.createdAfter(),
        all.createdBefore(),
        all.metadata());
  }

  private List<AcceptedJob> listed(JobFilter filter) throws IOException {
    return jobsOf(catalog().list(filter, Optional.empty(), 10));
  }

  private static List<AcceptedJob> jobsOf(List<JobRecord> records) {
    return records.stream().map(record -> record.snapshot().job()).toList();
  }

  private JobFilter filename(String part) {
    JobFilter all = JobFilter.of(owner);
    return new JobFilter(
        owner,
        Optional.empty(),
        Optional.of(part),
        all.preset(),
        all.code(),
        all.externalId(),
        all.batchId(),
        all.createdAfter(),
        all.createdBefore(),
        all.metadata());
  }

  private static JobFilter with(
      JobFilter all, Optional<String> code, Optional<Instant> after, Optional<Instant> before) {
    return new JobFilter(
        all.owner(),
        all.state(),
        all.filename(),
        Optional.of("web"),
        code,
        all.externalId(),
        all.batchId(),
        after,
        before,
        all.metadata());
  }

  final AcceptedJob accepted(Instant at) throws IOException {
    AcceptedJob job = Jobs.job(owner, at);
    catalog().accept(job, NO_KEY);
    return job;
  }
}
