package io.reelway.sdk;

import java.time.Instant;

/**
 * A job that the server has accepted and stored durably.
 *
 * @param id id of the job
 * @param createdAt when it was accepted
 * @param replayed whether an earlier submit with the same idempotency key created it
 */
public record AcceptedJob(String id, Instant createdAt, boolean replayed) {
  static AcceptedJob of(JsonObject json, boolean replayed) {
    return new AcceptedJob(
        json.textOrEmpty("jobId"), json.time("createdAt").orElse(Instant.EPOCH), replayed);
  }
}
