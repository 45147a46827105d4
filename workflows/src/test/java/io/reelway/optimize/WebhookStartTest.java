package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When a job with a webhook begins to call it. */
@Execution(ExecutionMode.CONCURRENT)
class WebhookStartTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @Test
  void beginsToTellTheClientAfterItHasRecordedTheEnd() {
    jobs.workflow.optimize(jobWithWebhook());

    assertThat(jobs.stages.calls).endsWith("record done");
    assertThat(childrenOf(JOB.id())).containsExactly(WebhookWorkflow.id(JOB));
  }

  @Test
  void beginsToTellTheClientOfAJobThatWasCancelled() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    jobs.stages.script("encode", jobs.stages.runUntilCancelled(encoding));
    WorkflowClient.start(jobs.workflow::optimize, jobWithWebhook());
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    WorkflowStub.fromTyped(jobs.workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(jobs.stages.calls).endsWith("encoder stopped", "record failed");
    assertThat(childrenOf(JOB.id())).containsExactly(WebhookWorkflow.id(JOB));
  }

  private static AcceptedJob jobWithWebhook() {
    return new AcceptedJob(
        JOB.id(),
        JOB.owner(),
        JOB.source(),
        JOB.preset(),
        JOB.createdAt(),
        JobRequest.of(URI.create("https://example.org/told")),
        List.of());
  }

  private List<String> childrenOf(String jobId) {
    return jobs.temporal.getWorkflowClient().fetchHistory(jobId).getEvents().stream()
        .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
        .map(event -> event.getChildWorkflowExecutionStartedEventAttributes())
        .map(started -> started.getWorkflowExecution().getWorkflowId())
        .toList();
  }
}
