package io.reelway.catalog;

import static io.reelway.catalog.Jobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Webhook;
import io.reelway.plan.StrategyId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of a {@link JobCatalog}: every database must pass these tests. */
public abstract class JobCatalogContract extends JobErasureContract {
  private static final URI WEBHOOK = URI.create("https://example.org/hook");

  protected abstract UsageReport usage();

  protected abstract WebhookLog webhooks();

  protected abstract WorkMarks workMarks();

  protected abstract LinkSecrets secrets();

  @Test
  void storesAJobAsItWasAccepted() throws IOException {
    AcceptedJob job = accepted(NOON);

    assertThat(catalog().find(job.id()))
        .contains(new JobRecord(JobSnapshot.accepted(job), false, null));
  }

  /** During a rolling upgrade the old and the new build read each other's records. */
  @Test
  void keepsTheStrategyMediaTypeAndCodeOfANewerBuild() throws IOException {
    AcceptedJob jxl = accepted(NOON);
    AcceptedJob tooBig = accepted(NOON.plusSeconds(1));
    JobSnapshot done = Jobs.done(jxl, NOON, 10, new StrategyId("image-jxl"), "image/jxl");
    JobSnapshot failed =
        JobSnapshot.accepted(tooBig)
            .withState(
                new JobState.Failed(NOON, new JobError("cannot-fit", "It cannot fit.")), NOON);

    catalog().finish(done);
    catalog().finish(failed);

    assertThat(catalog().find(jxl.id())).map(JobRecord::snapshot).contains(done);
    assertThat(catalog().find(tooBig.id())).map(JobRecord::snapshot).contains(failed);
  }

  @Test
  void findsNothingForAnUnknownId() throws IOException {
    assertThat(catalog().find(UUID.randomUUID().toString())).isEmpty();
  }

  @Test
  void listsAJobForStartingUntilItIsMarkedAsStarted() throws IOException {
    AcceptedJob job = accepted(NOON);
    assertThat(catalog().toStart(1000)).contains(job);

    catalog().started(job.id());

    assertThat(catalog().toStart(1000)).doesNotContain(job);
    assertThat(running()).contains(job);
  }

  @Test
  void listsALostJobForStartingAgain() throws IOException {
    AcceptedJob job = accepted(NOON);
    catalog().started(job.id());

    catalog().lost(job.id());
    assertThat(catalog().toStart(1000)).contains(job);

    catalog().started(job.id());
    assertThat(running()).contains(job);
  }

  @Test
  void readsRunningJobsPageByPage() throws IOException {
    for (int number = 0; number < 5; number++) {
      catalog().started(accepted(NOON).id());
    }

    List<AcceptedJob> all = running();
    List<AcceptedJob> first = catalog().running("", 2);
    List<AcceptedJob> second = catalog().running(first.getLast().id(), 2);

    assertThat(first).isEqualTo(all.subList(0, 2));
    assertThat(second).isEqualTo(all.subList(2, 4));
  }

  @Test
  void countsJobsWithoutAFinalState() throws IOException {
    int before = catalog().countOpen();

    AcceptedJob job = accepted(NOON);
    accepted(NOON);
    assertThat(catalog().countOpen()).isEqualTo(before + 2);

    catalog().finish(Jobs.done(job, NOON, 10));
    assertThat(catalog().countOpen()).isEqualTo(before + 1);
  }

  @Test
  void storesTheFinalStateOfAJob() throws IOException {
    AcceptedJob job = accepted(NOON);
    JobSnapshot last = Jobs.done(job, NOON.plusSeconds(5), 100);

    assertThat(catalog().finish(last)).isTrue();

    assertThat(catalog().find(job.id()).orElseThrow().snapshot()).isEqualTo(last);
  }

  @Test
  void rejectsAStateThatIsNotFinal() throws IOException {
    AcceptedJob job = accepted(NOON);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog().finish(JobSnapshot.accepted(job)))
        .withMessageContaining(job.id());
  }

  @Test
  void keepsTheFirstFinalStateWhenASecondArrives() throws IOException {
    AcceptedJob job = accepted(NOON);
    JobSnapshot first = Jobs.done(job, NOON, 100);
    catalog().finish(first);

    assertThat(catalog().finish(Jobs.failed(job, NOON, ErrorCode.CANCELLED))).isTrue();

    assertThat(catalog().find(job.id()).orElseThrow().snapshot()).isEqualTo(first);
  }

  @Test
  void storesNoFinalStateForAnErasedJob() throws IOException {
    AcceptedJob job = accepted(NOON);
    catalog().remove(job.id());

    assertThat(catalog().finish(Jobs.done(job, NOON, 100))).isFalse();

    assertThat(catalog().find(job.id())).isEmpty();
  }

  @Test
  void countsAJobOnceWhenItsEndIsRecordedTwice() throws IOException {
    AcceptedJob job = accepted(NOON);
    Usage before = usage().total();

    catalog().finish(Jobs.done(job, NOON, 400));
    catalog().finish(Jobs.done(job, NOON, 400));
    catalog().remove(job.id());

    assertThat(usage().total()).isEqualTo(before.plus(new Usage(1, 1000, 400, 600)));
  }

  @Test
  void countsNoSavingsForAnOutputThatGrew() throws IOException {
    Usage before = usage().total();

    catalog().finish(Jobs.done(accepted(NOON), NOON, 1500));

    assertThat(usage().total()).isEqualTo(before.plus(new Usage(1, 1000, 1500, 0)));
  }

  @Test
  void leavesFailedJobsOutOfTheUsage() throws IOException {
    Usage before = usage().total();

    catalog().finish(Jobs.failed(accepted(NOON), NOON, ErrorCode.PROBE_FAILED));

    assertThat(usage().total()).isEqualTo(before);
  }

  @Test
  void sumsUpAnOwnersJobsPerDay() throws IOException {
    LocalDate day = LocalDate.of(2026, 11, 29);
    catalog().finish(Jobs.done(accepted(NOON), NOON, 400));
    catalog().finish(Jobs.done(accepted(NOON), NOON, 500));
    catalog().finish(Jobs.done(accepted(NOON), NOON.plus(Duration.ofDays(1)), 600));

    assertThat(usage().days(owner, day, day))
        .containsExactly(new UsageReport.Day(day, new Usage(2, 2000, 900, 1100)));
    assertThat(usage().days(owner, day, day.plusDays(1))).hasSize(2);
    assertThat(usage().days("another", day, day.plusDays(1))).isEmpty();
  }

  @Test
  void createsAPendingWebhookWhenTheJobEnds() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON, "a.mp4", WEBHOOK);
    catalog().accept(job, NO_KEY);
    assertThat(catalog().find(job.id()).orElseThrow().webhook()).isNull();

    catalog().finish(Jobs.done(job, NOON, 100));

    assertThat(catalog().find(job.id()).orElseThrow().webhook()).isEqualTo(Webhook.UNTRIED);
    assertThat(webhooks().pending("", 1000)).contains(job);
  }

  @Test
  void storesTheDeliveryStateOfAWebhook() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON, "a.mp4", WEBHOOK);
    catalog().accept(job, NO_KEY);
    catalog().finish(Jobs.done(job, NOON, 100));
    Webhook delivered = new Webhook(Webhook.State.DELIVERED, 2, 204);

    webhooks().write(job.id(), delivered);

    assertThat(catalog().find(job.id()).orElseThrow().webhook()).isEqualTo(delivered);
    assertThat(webhooks().pending("", 1000)).doesNotContain(job);
  }

  @Test
  void storesNoWebhookStateForAnErasedJob() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON, "a.mp4", WEBHOOK);
    catalog().accept(job, NO_KEY);
    catalog().finish(Jobs.done(job, NOON, 100));
    catalog().remove(job.id());

    webhooks().write(job.id(), Webhook.UNTRIED);

    assertThat(catalog().find(job.id())).isEmpty();
  }

  @Test
  void countsTheProcessesThatMarkedAJob() throws IOException {
    AcceptedJob job = accepted(NOON);
    workMarks().begin(job.id(), "first");
    workMarks().begin(job.id(), "first");
    workMarks().begin(job.id(), "second");
    workMarks().begin(accepted(NOON).id(), "first");
    assertThat(workMarks().workersLost(job.id())).isEqualTo(2);

    workMarks().end(job.id(), "second");
    workMarks().end(job.id(), "third");
    assertThat(workMarks().workersLost(job.id())).isEqualTo(1);
  }

  @Test
  void removesTheWorkMarksTogetherWithTheJob() throws IOException {
    AcceptedJob job = accepted(NOON);
    workMarks().begin(job.id(), "first");

    catalog().remove(job.id());

    assertThat(workMarks().workersLost(job.id())).isZero();
  }

  @Test
  void storesSigningSecrets() throws IOException {
    byte[] secret = UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);

    secrets().add(secret);

    assertThat(secrets().all()).anySatisfy(one -> assertThat(one).isEqualTo(secret));
  }

  private List<AcceptedJob> running() throws IOException {
    return catalog().running("", Integer.MAX_VALUE);
  }
}
