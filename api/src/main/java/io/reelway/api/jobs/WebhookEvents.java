package io.reelway.api.jobs;

import io.reelway.job.JobSnapshot;
import io.reelway.webhook.WebhookBody;
import tools.jackson.databind.json.JsonMapper;

/** Tells a client's server of the end of a job in the words of a poll. */
public final class WebhookEvents implements WebhookBody {
  private final JsonMapper json;

  public WebhookEvents(JsonMapper json) {
    this.json = json;
  }

  @Override
  public byte[] of(JobSnapshot end) {
    return json.writeValueAsBytes(
        new Event(
            "job." + end.state().status(),
            end.updatedAt().toString(),
            JobBody.of(JobView.stored(end, null), null)));
  }

  /**
   * The body.
   *
   * @param type {@code job.done} or {@code job.failed}
   * @param timestamp when the job ended, in ISO 8601
   * @param data what a poll answers, without a link: that is a secret which would have expired
   *     before a late attempt
   */
  private record Event(String type, String timestamp, JobBody data) {}
}
