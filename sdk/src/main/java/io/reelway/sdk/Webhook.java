package io.reelway.sdk;

import java.util.OptionalInt;

/**
 * How the notification of a job stands.
 *
 * @param state e.g. {@code pending}, {@code delivered} or {@code failed}
 * @param attempts deliveries tried so far
 * @param lastStatus HTTP status of the last answer, when there was one
 */
public record Webhook(String state, int attempts, OptionalInt lastStatus) {
  static Webhook of(JsonObject json) {
    return new Webhook(
        json.textOrEmpty("state"),
        json.smallInteger("attempts").orElse(0),
        json.smallInteger("lastStatus"));
  }
}
