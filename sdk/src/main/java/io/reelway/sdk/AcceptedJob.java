package io.reelway.sdk;

import java.time.Instant;

/**
 * A job that the server has taken on, durably.
 *
 * @param id what to ask for it by
 * @param createdAt when it was accepted
 * @param replayed whether an earlier submit with the same idempotency key had made it
 */
public record AcceptedJob(String id, Instant createdAt, boolean replayed) {
  static AcceptedJob of(JsonObject json, boolean replayed) {
    return new AcceptedJob(
        json.textOrEmpty("jobId"), json.time("createdAt").orElse(Instant.EPOCH), replayed);
  }
}
