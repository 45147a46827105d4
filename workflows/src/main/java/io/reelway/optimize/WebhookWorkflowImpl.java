package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import io.reelway.stage.StageOptions;
import io.reelway.stage.WebhookStage;
import io.reelway.stage.WebhookStage.Delivery;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Repeats a call and a pause. */
public final class WebhookWorkflowImpl implements WebhookWorkflow {
  /** Pauses between calls. They cover a restart, a deployment, a night, a weekend. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private final WebhookStage stage =
      Workflow.newActivityStub(WebhookStage.class, StageOptions.webhook());

  @Override
  public void tell(AcceptedJob job) {
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt > PAUSES.size();
      Webhook webhook = stage.deliver(new Delivery(job, attempt, last));
      if (last || webhook.state() != Webhook.State.PENDING) {
        return;
      }
      Workflow.sleep(PAUSES.get(attempt - 1));
    }
  }
}
