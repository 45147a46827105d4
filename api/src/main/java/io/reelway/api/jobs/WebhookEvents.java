package io.reelway.api.jobs;

import io.reelway.job.JobSnapshot;
import io.reelway.webhook.WebhookBody;
import tools.jackson.databind.json.JsonMapper;

/** Writes the body of a webhook: the end of a job in the format of a poll. */
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
            JobBody.of(JobView.stored(end, null), JobLinks.NONE)));
  }

  /**
   * The body.
   *
   * @param type {@code job.done} or {@code job.failed}
   * @param timestamp when the job ended, in ISO 8601
   * @param data the body of a poll without the link, which is a secret and could expire before a
   *     late attempt
   */
  private record Event(String type, String timestamp, JobBody data) {}
}
