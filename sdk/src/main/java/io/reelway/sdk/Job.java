package io.reelway.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as it stood when the server was asked.
 *
 * @param id what to ask for it by
 * @param state how it stands
 * @param preset the preset in use
 * @param filename the source's name as it was given
 * @param inputBytes size of the source; zero while the server still fetches it
 * @param createdAt when it was accepted
 * @param updatedAt when it last changed
 * @param warnings sentences for a person; mostly none
 * @param expiresAt when output and record are erased, where that is configured
 * @param webhook how its notification stands, when one was asked for
 * @param labels what its client wrote on it
 */
public record Job(
    String id,
    JobState state,
    String preset,
    String filename,
    long inputBytes,
    Instant createdAt,
    Instant updatedAt,
    List<String> warnings,
    Optional<Instant> expiresAt,
    Optional<Webhook> webhook,
    Labels labels) {

  static Job of(JsonObject json) {
    return new Job(
        json.textOrEmpty("jobId"),
        state(json),
        json.textOrEmpty("preset"),
        json.textOrEmpty("filename"),
        json.integerOrZero("inputBytes"),
        json.time("createdAt").orElse(Instant.EPOCH),
        json.time("updatedAt").orElse(Instant.EPOCH),
        json.texts("warnings"),
        json.time("expiresAt"),
        json.object("webhook").map(Webhook::of),
        Labels.of(json));
  }

  /** Whether it will never change again. */
  public boolean isFinal() {
    return state.isFinal();
  }

  /** What came out; throws a {@link ReelwayException} with the job's own code if it failed. */
  public JobResult resultOrThrow() {
    if (state instanceof JobState.Done done) {
      return done.result();
    }
    if (state instanceof JobState.Failed failed) {
      throw ReelwayException.client(failed.error().code(), failed.error().message(), null);
    }
    throw ReelwayException.client("not-ready", "The job is not done yet.", null);
  }

  /** How far it is; empty unless it is being worked on. */
  public Optional<Progress> progress() {
    return state instanceof JobState.Processing processing
        ? processing.progress()
        : Optional.empty();
  }

  private static JobState state(JsonObject json) {
    String status = json.textOrEmpty("status");
    Instant completedAt = json.time("completedAt").orElse(Instant.EPOCH);
    return switch (status) {
      case "pending" -> new JobState.Pending();
      case "processing" -> new JobState.Processing(json.object("progress").map(Progress::of));
      case "done" ->
          new JobState.Done(
              JobResult.of(json.object("result").orElseThrow(() -> unreadable(status))),
              json.uri("downloadUrl").orElseThrow(() -> unreadable(status)),
              completedAt);
      case "failed" ->
          new JobState.Failed(
              JobError.of(json.object("error").orElseThrow(() -> unreadable(status))), completedAt);
      default -> throw unreadable(status);
    };
  }

  private static ReelwayException unreadable(String status) {
    return ReelwayException.client(
        "unexpected-answer",
        "This client cannot read the answer for a job with status \"" + status + "\".",
        null);
  }
}
