package io.reelway.webhook;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobRecord;
import io.reelway.catalog.WebhookLog;
import io.reelway.failure.FailureMapper;
import io.reelway.failure.RetryLater;
import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.Webhook;
import io.reelway.job.Webhook.State;
import io.reelway.outbound.CallQuota;
import io.reelway.outbound.CallQuota.CallPermit;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.RefusedAddressException;
import io.reelway.stage.WebhookStage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link WebhookStage}: one signed POST. */
public final class WebhookActivity implements WebhookStage {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookActivity.class);

  /** The status by which a receiver declines all further webhooks of this kind. */
  private static final int GONE = 410;

  private final OutboundClient client;
  private final CallQuota quota;
  private final JobCatalog catalog;
  private final WebhookLog log;
  private final WebhookBody body;
  private final Optional<WebhookSecret> secret;
  private final Clock clock;

  /**
   * @param quota quota of webhooks only
   */
  public WebhookActivity(
      OutboundClient client,
      CallQuota quota,
      JobCatalog catalog,
      WebhookLog log,
      WebhookBody body,
      WebhookSettings settings,
      Clock clock) {
    this.client = client;
    this.quota = quota;
    this.catalog = catalog;
    this.log = log;
    this.body = body;
    this.secret = settings.key();
    this.clock = clock;
  }

  @Override
  public Webhook deliver(Delivery delivery) {
    AcceptedJob job = delivery.job();
    CallPermit permit = quota.begin(job.owner(), url(job)).orElseThrow(RetryLater::failure);
    try {
      return FailureMapper.of(() -> deliverOnce(delivery));
    } finally {
      permit.end();
    }
  }

  private Webhook deliverOnce(Delivery delivery) throws IOException {
    AcceptedJob job = delivery.job();
    Optional<JobSnapshot> end = catalog.find(job.id()).map(JobRecord::snapshot);
    if (end.isEmpty()) {
      LOG.info("Job was erased before its webhook was delivered");
      return new Webhook(State.FAILED, delivery.attempt() - 1, null);
    }
    Webhook webhook = call(delivery, end.get());
    log.write(job.id(), webhook);
    LOG.info(
        "Webhook was sent, job={}, state={}, attempt={}, status={}",
        job.id(),
        webhook.state(),
        webhook.attempts(),
        webhook.lastStatus());
    return webhook;
  }

  private Webhook call(Delivery delivery, JobSnapshot end) {
    try {
      int status = post(delivery.job(), end);
      return new Webhook(state(status, delivery.last()), delivery.attempt(), status);
    } catch (RefusedAddressException refused) {
      return new Webhook(State.FAILED, delivery.attempt(), null);
    } catch (IOException noAnswer) {
      return new Webhook(again(delivery.last()), delivery.attempt(), null);
    }
  }

  private int post(AcceptedJob job, JobSnapshot end) throws IOException {
    byte[] json = body.of(end);
    return client.post(url(job), secret().headers(id(job), clock.instant(), json), json);
  }

  private static URI url(AcceptedJob job) {
    return Objects.requireNonNull(job.request().webhookUrl(), "The job names a webhook");
  }

  /**
   * Returns the secret. Processes that accept jobs have it, because no job has a webhook otherwise.
   * Processes that run this stage need it, too.
   */
  private WebhookSecret secret() {
    return secret.orElseThrow(() ->
        new StageException(
            ErrorCode.UNAVAILABLE, "This worker has no reelway.webhook.secret to sign with."));
  }

  /**
   * The id of the webhook. It is the same in all attempts, so that a receiver can detect
   * repetitions.
   */
  private static String id(AcceptedJob job) {
    return "msg_" + job.id() + "_" + job.createdAt().toEpochMilli();
  }

  private static State state(int status, boolean last) {
    if (status >= 200 && status < 300) {
      return State.DELIVERED;
    }
    return status == GONE ? State.FAILED : again(last);
  }

  private static State again(boolean last) {
    return last ? State.FAILED : State.PENDING;
  }
}
