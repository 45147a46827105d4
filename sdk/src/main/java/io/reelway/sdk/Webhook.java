package io.reelway.sdk;

import java.util.OptionalInt;

/**
 * The state of a webhook delivery.
 *
 * @param state e.g. {@code pending}, {@code delivered} or {@code failed}
 * @param attempts attempts so far
 * @param lastStatus HTTP status of the last answer, if there was one
 */
public record Webhook(String state, int attempts, OptionalInt lastStatus) {
  static Webhook of(JsonObject json) {
    return new Webhook(
        json.textOrEmpty("state"),
        json.smallInteger("attempts").orElse(0),
        json.smallInteger("lastStatus"));
  }
}
