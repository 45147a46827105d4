package io.reelway.store;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.Webhook;
import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What the store knows of webhooks: beside the record of the job, and erased with it. */
public final class WebhookRecords {
  private static final Delivery JSON = new Delivery("application/json", "");

  private final Store store;
  private final JobRecords jobs;

  public WebhookRecords(Store store, JobRecords jobs) {
    this.store = store;
    this.jobs = jobs;
  }

  /** How the job ended; empty when it was erased, or has been made anew under the same id. */
  public Optional<JobSnapshot> end(AcceptedJob job) throws IOException {
    return jobs.find(job.id())
        .filter(snapshot -> snapshot.state().isFinal())
        .filter(snapshot -> snapshot.job().createdAt().equals(job.createdAt()));
  }

  /**
   * Writes how far it has come, unless the job is gone, or was made anew under the same id; nothing
   * outlives its erasure.
   */
  public void write(AcceptedJob job, Webhook webhook) throws IOException {
    if (end(job).isEmpty()) {
      return;
    }
    byte[] json = JobJson.MAPPER.writeValueAsBytes(webhook);
    store.put(JobLocations.webhook(job.id()), json, JSON);
    if (!jobs.exists(job.id())) {
      store.delete(JobLocations.webhook(job.id()));
    }
  }

  /**
   * How far it has come; empty for a job that has not ended or wants nobody told, and when the
   * record cannot be read.
   */
  public Optional<Webhook> find(JobSnapshot snapshot) throws IOException {
    if (snapshot.job().request().webhookUrl() == null || !snapshot.state().isFinal()) {
      return Optional.empty();
    }
    Location location = JobLocations.webhook(snapshot.job().id());
    try (InputStream json = store.open(location, 0)) {
      return Optional.of(JobJson.MAPPER.readValue(json, Webhook.class));
    } catch (NoSuchFileException nobodyCalledYet) {
      return Optional.of(Webhook.UNTRIED);
    } catch (JacksonException broken) {
      store.skipped().add(Reason.UNREADABLE, location.key());
      return Optional.empty();
    }
  }
}
