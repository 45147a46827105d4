package io.reelway.sdk;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Options of a submit. Each method returns a changed copy:
 *
 * <pre>{@code
 * SubmitOptions.DEFAULTS.preset("mobile").filename("holiday.mov")
 * }</pre>
 *
 * @param preset name of a preset; empty: the server's default
 * @param filename file name of the source; empty: that of the file
 * @param contentType its media type; empty: guessed from the name. The server decides by the bytes
 * @param idempotencyKey a repeated submit with the same key and content returns the same job;
 *     empty: a new key per call, so that retries never make a second job
 * @param webhookUrl URL that is called when the job is final
 * @param labels ids and metadata by which the client can find the job
 * @param options what the job makes beyond the preset
 * @param uploadListener receives the progress of the upload
 */
public record SubmitOptions(
    Optional<String> preset,
    Optional<String> filename,
    Optional<String> contentType,
    Optional<String> idempotencyKey,
    Optional<URI> webhookUrl,
    Labels labels,
    Options options,
    TransferListener uploadListener) {
  /** The default preset of the server and the name of the file. */
  public static final SubmitOptions DEFAULTS =
      new SubmitOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Labels.NONE,
          Options.NONE,
          TransferListener.NONE);

  /** The key of a call: the caller's, or a new one, so that all attempts make one job. */
  String keyOfCall() {
    return idempotencyKey.orElseGet(() -> UUID.randomUUID().toString());
  }

  /** A copy with that preset. */
  public SubmitOptions preset(String name) {
    return new SubmitOptions(
        Optional.of(name),
        filename,
        contentType,
        idempotencyKey,
        webhookUrl,
        labels,
        options,
        uploadListener);
  }

  /** A copy with that file name for the source. */
  public SubmitOptions filename(String name) {
    return new SubmitOptions(
        preset,
        Optional.of(name),
        contentType,
        idempotencyKey,
        webhookUrl,
        labels,
        options,
        uploadListener);
  }

  /** A copy with that media type. */
  public SubmitOptions contentType(String type) {
    return new SubmitOptions(
        preset,
        filename,
        Optional.of(type),
        idempotencyKey,
        webhookUrl,
        labels,
        options,
        uploadListener);
  }

  /** A copy with that idempotency key. */
  public SubmitOptions idempotencyKey(String key) {
    return new SubmitOptions(
        preset,
        filename,
        contentType,
        Optional.of(key),
        webhookUrl,
        labels,
        options,
        uploadListener);
  }

  /** A copy with a webhook to that URL. */
  public SubmitOptions webhookUrl(URI url) {
    return new SubmitOptions(
        preset,
        filename,
        contentType,
        idempotencyKey,
        Optional.of(url),
        labels,
        options,
        uploadListener);
  }

  /** A copy with that external id, 1 to 128 characters. */
  public SubmitOptions externalId(String id) {
    return with(new Labels(Optional.of(id), labels.batchId(), labels.metadata()));
  }

  /** A copy in that batch; its name has 1 to 64 letters, digits and dashes. */
  public SubmitOptions batchId(String id) {
    return with(new Labels(labels.externalId(), Optional.of(id), labels.metadata()));
  }

  /** A copy with these metadata, at most 20 entries and 2 KiB together. */
  public SubmitOptions metadata(Map<String, String> pairs) {
    return with(new Labels(labels.externalId(), labels.batchId(), pairs));
  }

  private SubmitOptions with(Labels changed) {
    return new SubmitOptions(
        preset,
        filename,
        contentType,
        idempotencyKey,
        webhookUrl,
        changed,
        options,
        uploadListener);
  }

  /** A copy with those options. */
  public SubmitOptions options(Options wanted) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, webhookUrl, labels, wanted, uploadListener);
  }

  /** A copy with that listener. */
  public SubmitOptions uploadListener(TransferListener listener) {
    return new SubmitOptions(
        preset, filename, contentType, idempotencyKey, webhookUrl, labels, options, listener);
  }
}
