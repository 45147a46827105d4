package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.SourceRef;
import io.reelway.job.Webhook;
import io.reelway.job.Webhook.State;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.WebhookStage;
import io.temporal.activity.Activity;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class WebhookWorkflowTest {
  private static final String ID = "5c3a1b2e-0000-0000-0000-000000000001";
  private static final AcceptedJob JOB =
      new AcceptedJob(
          ID,
          "",
          new SourceRef.Uploaded("clip.mp4", "video/mp4", 4_200_000),
          FakeStages.PRESET,
          Instant.ofEpochMilli(1_741_694_400_000L),
          JobRequest.of(URI.create("https://example.org/told")),
          List.of());

  private final FakeStages stages = new FakeStages();
  private final Receiver receiver = new Receiver();
  private TestWorkflowEnvironment temporal;
  private WebhookWorkflow webhook;
  private MediaJobWorkflow media;

  @BeforeEach
  void startWorkers() {
    temporal = TestWorkflowEnvironment.newInstance();
    Worker jobs = temporal.newWorker(TaskQueues.JOBS);
    jobs.registerWorkflowImplementationTypes(MediaJobWorkflowImpl.class, WebhookWorkflowImpl.class);
    jobs.registerActivitiesImplementations(stages);
    Stream.of(TaskQueues.LIGHT, TaskQueues.HEAVY)
        .forEach(queue -> temporal.newWorker(queue).registerActivitiesImplementations(stages));
    temporal.newWorker(TaskQueues.WEBHOOKS).registerActivitiesImplementations(receiver);
    stages.encodeOn(TaskQueues.HEAVY);
    temporal.start();
    webhook = stub(WebhookWorkflow.class, WebhookWorkflow.id(JOB));
    media = stub(MediaJobWorkflow.class, JOB.id());
  }

  @AfterEach
  void stopWorkers(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName();
    if (SavedHistories.isRecording(name)) {
      String id = WebhookWorkflow.id(JOB);
      SavedHistories.save(name, temporal.getWorkflowClient().fetchHistory(id));
    }
    temporal.close();
  }

  @Test
  void callsOnceWhenTheServerAccepts() {
    webhook.tell(JOB);

    assertThat(receiver.calls).containsExactly(1);
  }

  @Test
  void callsAgainForThreeDaysWithLongerAndLongerPausesAndThenGivesUp() {
    receiver.hearsNothingBefore(Integer.MAX_VALUE);

    webhook.tell(JOB);

    assertThat(receiver.patience()).isBetween(Duration.ofDays(3), Duration.ofDays(4));
    assertThat(receiver.calls).isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
    assertThat(receiver.lastCall).isEqualTo(11);
  }

  @Test
  void stopsWhenTheServerFinallyAccepts() {
    receiver.hearsNothingBefore(4);

    webhook.tell(JOB);

    assertThat(receiver.calls).containsExactly(1, 2, 3, 4);
  }

  @Test
  void stopsAtOnceWhenTheServerWantsNoFurtherCalls() {
    receiver.answers.put(1, new Webhook(State.FAILED, 1, 410));

    webhook.tell(JOB);

    assertThat(receiver.calls).containsExactly(1);
  }

  @Test
  void ourOwnFaultsCostNoAttempt() {
    receiver.storeIsAway = 500;

    webhook.tell(JOB);

    assertThat(receiver.calls).hasSize(501).containsOnly(1);
  }

  @Test
  void theJobClosesBeforeTheWebhookIsDelivered() {
    receiver.hearsNothingBefore(3);

    JobSnapshot end = media.optimize(JOB);
    int callsByThen = receiver.calls.size();
    awaitWebhook();

    assertThat(end.state().status()).isEqualTo("done");
    assertThat(callsByThen).isLessThan(3);
    assertThat(receiver.calls).containsExactly(1, 2, 3);
  }

  @Test
  void deliversTheWebhookOfAFailedJob() {
    stages.script("probe", FakeStages.fail(ErrorCode.PROBE_FAILED));

    media.optimize(JOB);
    awaitWebhook();

    assertThat(stages.calls).containsExactly("probe", "record failed");
    assertThat(receiver.calls).containsExactly(1);
  }

  @Test
  void deliversTheWebhookOfACancelledJob() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    stages.script("encode", stages.runUntilCancelled(encoding));
    WorkflowClient.start(media::optimize, JOB);
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();
    WorkflowStub.fromTyped(media).cancel();
    awaitEnd(WorkflowStub.fromTyped(media));
    awaitWebhook();

    assertThat(stages.calls).endsWith("record failed");
    assertThat(receiver.calls).containsExactly(1);
  }

  @Test
  void doesNotDeliverTheWebhookOfAnErasedJob() {
    BatchRequest both = temporal.getWorkflowClient().newSignalWithStartRequest();
    both.add(media::optimize, JOB);
    both.add(media::erase);
    temporal.getWorkflowClient().signalWithStart(both);
    awaitEnd(WorkflowStub.fromTyped(media));
    temporal.sleep(Duration.ofMinutes(1));

    assertThat(stages.calls).containsExactly("erase");
    assertThat(receiver.calls).isEmpty();
  }

  private <T> T stub(Class<T> type, String id) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.JOBS).build());
  }

  private void awaitWebhook() {
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WebhookWorkflow.id(JOB))
        .getResult(Void.class);
  }

  private static void awaitEnd(WorkflowStub workflow) {
    try {
      workflow.getResult(JobSnapshot.class);
    } catch (WorkflowException cancelled) {
      // A failure is an expected end.
    }
  }

  /** A client's server, which accepts each call at once unless a test says otherwise. */
  private static final class Receiver implements WebhookStage {
    private final List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, Webhook> answers = new ConcurrentHashMap<>();
    private volatile int hearsFrom = 1;
    private volatile int storeIsAway;
    private volatile int lastCall;

    void hearsNothingBefore(int attempt) {
      hearsFrom = attempt;
    }

    /** The time from the first call to the last. */
    Duration patience() {
      return Duration.ofMillis(times.getLast() - times.getFirst());
    }

    @Override
    public Webhook deliver(Delivery delivery) {
      int attempt = delivery.attempt();
      calls.add(attempt);
      times.add(Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp());
      if (calls.size() <= storeIsAway) {
        throw ApplicationFailure.newFailure("As the test says", ErrorCode.UNAVAILABLE.name());
      }
      if (delivery.last()) {
        lastCall = attempt;
      }
      State state = attempt < hearsFrom ? State.PENDING : State.DELIVERED;
      return answers.getOrDefault(attempt, new Webhook(state, attempt, null));
    }
  }
}
