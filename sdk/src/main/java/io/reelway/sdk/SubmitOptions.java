package io.reelway.sdk;

import java.net.URI;
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
 * @param uploadListener is told how the upload goes on
 */
public record SubmitOptions(
    Optional<String> preset,
    Optional<String> filename,
    Optional<String> contentType,
    Optional<String> idempotencyKey,
    Optional<URI> webhookUrl,
    TransferListener uploadListener) {
  /** The server's default preset, the file's own name. */
  public static final SubmitOptions DEFAULTS =
      new SubmitOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          TransferListener.NONE);

  /** The key of one call: the caller's, else a new one, so that its tries make one job. */
  String keyOfCall() {
    return idempotencyKey.orElseGet(() -> UUID.randomUUID().toString());
  }

  /** The same with that preset. */
  public SubmitOptions preset(String name) {
    return new SubmitOptions(
        Optional.of(name), filename, contentType, idempotencyKey, webhookUrl, uploadListener);
  }

  /** The same with that name for the source. */
  public SubmitOptions filename(String name) {
    return new SubmitOptions(
        preset, Optional.of(name), contentType, idempotencyKey, webhookUrl, uploadListener);
  }

  /** The same with that media type. */
  public SubmitOptions contentType(String type) {
    return new SubmitOptions(
        preset, filename, Optional.of(type), idempotencyKey, webhookUrl, uploadListener);
  }

  /** The same with that idempotency key. */
  public SubmitOptions idempotencyKey(String key) {
    return new SubmitOptions(
        preset, filename, contentType, Optional.of(key), webhookUrl, uploadListener);
  }

  /** The same with a notification to that URL. */
  public SubmitOptions webhookUrl(URI url) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, Optional.of(url), uploadListener);
  }

  /** The same with that listener. */
  public SubmitOptions uploadListener(TransferListener listener) {
    return new SubmitOptions(preset, filename, contentType, idempotencyKey, webhookUrl, listener);
  }
}
