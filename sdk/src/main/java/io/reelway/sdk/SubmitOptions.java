package io.reelway.sdk;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How to submit. Each method gives a changed copy:
 *
 * <pre>{@code
 * SubmitOptions.DEFAULTS.preset("mobile").filename("holiday.mov")
 * }</pre>
 *
 * @param preset name of a preset; empty: the server's default
 * @param filename the source's name; empty: the file's own
 * @param contentType its media type; empty: guessed from the name. The server looks at the bytes
 * @param idempotencyKey repeating a submit with the same key and content gives the same job; empty:
 *     a new key for every call, so that its own retries never make a second job
 * @param webhookUrl is told when the job is final
 * @param labels what to find the job by later
 * @param uploadListener is told how the upload goes on
 */
public record SubmitOptions(
    Optional<String> preset,
    Optional<String> filename,
    Optional<String> contentType,
    Optional<String> idempotencyKey,
    Optional<URI> webhookUrl,
    Labels labels,
    TransferListener uploadListener) {
  /** The server's default preset, the file's own name. */
  public static final SubmitOptions DEFAULTS =
      new SubmitOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Labels.NONE,
          TransferListener.NONE);

  /** The key of one call: the caller's, else a new one, so that its tries make one job. */
  String keyOfCall() {
    return idempotencyKey.orElseGet(() -> UUID.randomUUID().toString());
  }

  /** The same with that preset. */
  public SubmitOptions preset(String name) {
    return new SubmitOptions(
        Optional.of(name),
        filename,
        contentType,
        idempotencyKey,
        webhookUrl,
        labels,
        uploadListener);
  }

  /** The same with that name for the source. */
  public SubmitOptions filename(String name) {
    return new SubmitOptions(
        preset, Optional.of(name), contentType, idempotencyKey, webhookUrl, labels, uploadListener);
  }

  /** The same with that media type. */
  public SubmitOptions contentType(String type) {
    return new SubmitOptions(
        preset, filename, Optional.of(type), idempotencyKey, webhookUrl, labels, uploadListener);
  }

  /** The same with that idempotency key. */
  public SubmitOptions idempotencyKey(String key) {
    return new SubmitOptions(
        preset, filename, contentType, Optional.of(key), webhookUrl, labels, uploadListener);
  }

  /** The same with a notification to that URL. */
  public SubmitOptions webhookUrl(URI url) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, Optional.of(url), labels, uploadListener);
  }

  /** The same with that id of yours, 1 to 128 characters. */
  public SubmitOptions externalId(String id) {
    return with(new Labels(Optional.of(id), labels.batchId(), labels.metadata()));
  }

  /** The same in that group of jobs, whose name has 1 to 64 letters, digits and dashes. */
  public SubmitOptions batchId(String id) {
    return with(new Labels(labels.externalId(), Optional.of(id), labels.metadata()));
  }

  /** The same with these names and values, at most 20, 2 KiB together. */
  public SubmitOptions metadata(Map<String, String> pairs) {
    return with(new Labels(labels.externalId(), labels.batchId(), pairs));
  }

  private SubmitOptions with(Labels changed) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, webhookUrl, changed, uploadListener);
  }

  /** The same with that listener. */
  public SubmitOptions uploadListener(TransferListener listener) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, webhookUrl, labels, listener);
  }
}
