package io.reelway.catalog;

import static io.reelway.catalog.Jobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which jobs and uploads are due for erasure, and what an erasure leaves of them. */
public abstract class JobErasureContract extends IdempotencyKeyContract {
  @Test
  void findsUploadsThatNeverBecameAJob() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON);
    String refused = UUID.randomUUID().toString();
    String abandoned = UUID.randomUUID().toString();
    catalog().beginUpload(job.id());
    catalog().beginUpload(refused);
    catalog().beginUpload(abandoned);
    catalog().accept(job, NO_KEY);
    catalog().dropUpload(refused);

    Instant later = CLOCK.instant().plusSeconds(1);
    assertThat(catalog().abandonedUploads(later, 1000))
        .contains(abandoned)
        .doesNotContain(job.id(), refused);
    assertThat(catalog().abandonedUploads(CLOCK.instant(), 1000)).doesNotContain(abandoned);
  }

  @Test
  void findsJobsToErase() throws IOException {
    AcceptedJob job = accepted(NOON);
    JobSnapshot last = Jobs.done(job, NOON.minus(Duration.ofDays(30)), 100);
    catalog().finish(last);
    Instant expiry = Objects.requireNonNull(last.expiresAt());

    assertThat(catalog().toErase(expiry, 1000)).contains(job.id());
    assertThat(catalog().toErase(expiry.minusMillis(1), 1000)).doesNotContain(job.id());
    assertThat(catalog().find(job.id())).isEmpty();
  }

  @Test
  void reusesTheKeyOfAnExpiredJob() throws IOException {
    AcceptedJob first = Jobs.job(owner, NOON);
    catalog().accept(first, Optional.of("key"));
    catalog().finish(Jobs.done(first, NOON.minus(Duration.ofDays(30)), 100));
    assertThat(catalog().findByKey(owner, "key")).isEmpty();

    AcceptedJob second = Jobs.job(owner, NOON);
    assertThat(catalog().accept(second, Optional.of("key"))).isEmpty();
    assertThat(catalog().findByKey(owner, "key")).contains(JobSnapshot.accepted(second));
  }

  @Test
  void hidesAJobWhoseErasureHasBegunAndFreesItsKey() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON);
    catalog().accept(job, Optional.of("key"));

    catalog().hide(job.id());

    assertThat(catalog().find(job.id())).isEmpty();
    assertThat(catalog().toStart(1000)).doesNotContain(job);
    assertThat(catalog().list(JobFilter.of(owner), Optional.empty(), 10)).isEmpty();
    assertThat(catalog().accept(Jobs.job(owner, NOON), Optional.of("key"))).isEmpty();
  }

  @Test
  void findsHiddenJobsUntilTheEngineHasTheirErasure() throws IOException {
    AcceptedJob open = accepted(NOON);
    AcceptedJob running = accepted(NOON);
    AcceptedJob ended = accepted(NOON);
    AcceptedJob visible = accepted(NOON);
    catalog().started(running.id());
    catalog().finish(Jobs.done(ended, NOON, 100));
    for (AcceptedJob job : List.of(open, running, ended)) {
      catalog().hide(job.id());
    }
    Instant later = CLOCK.instant().plusMillis(1);

    assertThat(catalog().erasuresToStart(CLOCK.instant(), 1000))
        .doesNotContain(open, running, ended);
    assertThat(catalog().erasuresToStart(later, 1000))
        .contains(open, running, ended)
        .doesNotContain(visible);

    catalog().started(open.id());
    catalog().erasureStarted(running.id());
    catalog().erasureStarted(ended.id());
    catalog().erasureStarted(visible.id());
    catalog().hide(ended.id());
    catalog().lost(running.id());

    assertThat(catalog().erasuresToStart(later, 1000))
        .contains(open)
        .doesNotContain(running, ended);
    assertThat(catalog().toStart(1000)).contains(visible);
  }

  @Test
  void listsAnUnfinishedErasureAgainAfterAnHour() throws IOException {
    AcceptedJob job = accepted(NOON);
    catalog().hide(job.id());

    assertThat(catalog().toErase(CLOCK.instant(), 1000)).doesNotContain(job.id());
    assertThat(catalog().toErase(CLOCK.instant().plus(Duration.ofHours(1)), 1000))
        .contains(job.id());
  }

  @Test
  void listsAFailedErasureAgainAfterAnHour() throws IOException {
    AcceptedJob job = accepted(NOON);
    catalog().finish(Jobs.done(job, NOON.minus(Duration.ofDays(30)), 100));
    assertThat(catalog().toErase(CLOCK.instant(), 1000)).contains(job.id());

    catalog().eraseLater(job.id());

    assertThat(catalog().toErase(CLOCK.instant(), 1000)).doesNotContain(job.id());
    assertThat(catalog().toErase(CLOCK.instant().plus(Duration.ofHours(1)), 1000))
        .contains(job.id());
  }
}
