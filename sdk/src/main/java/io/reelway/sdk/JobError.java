package io.reelway.sdk;

/**
 * The reason why a job failed.
 *
 * @param code stable, for programs, e.g. {@code probe-failed} or {@code cancelled}
 * @param message a sentence for a person
 */
public record JobError(String code, String message) {
  static JobError of(JsonObject json) {
    return new JobError(json.text("code").orElse("unknown"), json.textOrEmpty("message"));
  }
}
