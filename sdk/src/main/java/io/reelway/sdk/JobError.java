package io.reelway.sdk;

import java.util.OptionalLong;

/**
 * The reason why a job, or one of its outputs, failed.
 *
 * @param code stable, for programs, e.g. {@code probe-failed} or {@code cancelled}
 * @param message a sentence for a person
 * @param smallestBytes only for {@code cannot-fit}: the smallest size that was possible
 */
public record JobError(String code, String message, OptionalLong smallestBytes) {
  static JobError of(JsonObject json) {
    return new JobError(
        json.text("code").orElse("unknown"),
        json.textOrEmpty("message"),
        json.integer("smallestBytes"));
  }
}
