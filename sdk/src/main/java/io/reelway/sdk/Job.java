package io.reelway.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job and its state at the time of the request.
 *
 * @param id id of the job
 * @param state its state
 * @param preset the preset in use
 * @param filename the file name of the source as sent
 * @param inputBytes size of the source; zero until the server has fetched it
 * @param createdAt when it was accepted
 * @param updatedAt when it last changed
 * @param warnings sentences for a person; mostly none
 * @param expiresAt when output and record are deleted, if configured
 * @param webhook state of its webhook delivery, if it has a webhook
 * @param labels the labels of its client
 * @param effectiveOptions what it makes: its options, and those of its preset
 * @param outputs its further outputs in the order of the request; mostly none
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
    Labels labels,
    Options effectiveOptions,
    List<Output> outputs) {

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
        Labels.of(json),
        json.object("effectiveOptions").map(Options::of).orElse(Options.NONE),
        json.objects("outputs").stream().map(Output::of).toList());
  }

  /** The further output of that name. */
  public Optional<Output> output(String name) {
    return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
  }

  /** Whether the job is final. */
  public boolean isFinal() {
    return state.isFinal();
  }

  /** The result; throws a {@link ReelwayException} with the job's own code if it failed. */
  public JobResult resultOrThrow() {
    if (state instanceof JobState.Done done) {
      return done.result();
    }
    if (state instanceof JobState.Failed failed) {
      throw ReelwayException.client(failed.error().code(), failed.error().message(), null);
    }
    throw ReelwayException.client("not-ready", "The job is not done yet.", null);
  }

  /** The progress; empty unless the job is being processed. */
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
