package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.problem.RequestException;
import io.reelway.api.submit.MediaForm.Part;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.outbound.OutboundUrls;
import io.reelway.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the form of a submit, part by part, as it arrives. Blocks. */
final class SubmitFormReader {
  private static final int LONGEST_NAME = 1000;

  private final long inputLimit;
  private final OutboundUrls urls;
  private final WebhookUrls webhooks;
  private final LabelsReader labels = new LabelsReader();

  /**
   * @param inputLimit bytes of the largest file that is accepted
   * @param urls which URLs may name a source
   * @param webhooks which webhooks are allowed
   */
  SubmitFormReader(long inputLimit, OutboundUrls urls, WebhookUrls webhooks) {
    this.inputLimit = inputLimit;
    this.urls = urls;
    this.webhooks = webhooks;
  }

  /**
   * Reads the whole form.
   *
   * @param sink receives the file
   */
  Submission read(MediaForm form, Sink sink) throws IOException {
    MessageDigest digest = Sha256.start();
    @Nullable SourceRef source = null;
    String preset = "";
    String url = "";
    String asked = "";
    String externalId = "";
    String batchId = "";
    String metadata = "";
    UnknownFields unknown = new UnknownFields(inputLimit);
    @Nullable URI webhook = webhooks.of(asked);
    for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
      Part part = next.get();
      switch (part.name()) {
        case "media" -> {
          if (source != null) {
            throw invalid("Send one file; there is more than one part named media.");
          }
          source = readSource(part, digest, sink);
        }
        case "preset" -> preset = part.value();
        case "url" -> url = part.value();
        case "webhookUrl" -> {
          asked = part.value();
          webhook = webhooks.of(asked);
        }
        case "externalId" -> externalId = part.value();
        case "batchId" -> batchId = part.value();
        case "metadata" -> metadata = part.value();
        default -> unknown.skip(part);
      }
    }
    if (!url.isEmpty() && source != null) {
      throw invalid("Send a file or a URL, not both.");
    }
    if (!url.isEmpty()) {
      URI remote = parse(url);
      digest.update(remote.toString().getBytes(UTF_8));
      source = new SourceRef.Remote(remote, filename(remote));
    }
    if (source == null) {
      throw invalid("The part named media is missing; it carries the file.");
    }
    return new Submission(
        source,
        webhook,
        preset,
        fingerprint(digest, asked),
        labels.read(externalId, batchId, metadata),
        unknown.warnings());
  }

  private URI parse(String url) {
    try {
      return urls.parse(url);
    } catch (IllegalArgumentException refused) {
      throw invalid(String.valueOf(refused.getMessage()));
    }
  }

  /** The last part of the path, as a browser would save it. */
  private static String filename(URI url) {
    String path = Objects.requireNonNullElse(url.getPath(), "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isBlank() ? "download" : shortened(name);
  }

  /**
   * Replaces half a surrogate pair, which JSON clients cannot read, and U+0000, which databases
   * cannot store.
   */
  private static String shortened(String filename) {
    String cut = filename.substring(0, Math.min(LONGEST_NAME, filename.length()));
    boolean halved = !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1));
    String whole = halved ? cut.substring(0, cut.length() - 1) : cut;
    return new String(whole.getBytes(UTF_8), UTF_8).replace('\0', '\ufffd');
  }

  private SourceRef readSource(Part part, MessageDigest digest, Sink sink) throws IOException {
    String filename =
        part.filename()
            .filter(name -> !name.isBlank())
            .orElseThrow(
                () -> invalid("The part named media has no file name; it must be a file."));
    long bytes = sink.store(new DigestInputStream(part.content(inputLimit), digest));
    if (bytes == 0) {
      throw invalid("The file is empty.");
    }
    return new SourceRef.Uploaded(shortened(filename), part.contentType(), bytes);
  }

  /** Hashes the bytes, or the URL instead of them, and the webhook. */
  private static String fingerprint(MessageDigest content, String webhook) {
    MessageDigest all = Sha256.start();
    all.update(content.digest());
    all.update(webhook.getBytes(UTF_8));
    return HexFormat.of().formatHex(all.digest());
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }

  /** Consumes the file of a form. */
  @FunctionalInterface
  interface Sink {
    /** Returns the number of bytes. */
    long store(InputStream content) throws IOException;
  }

  /**
   * The content of a submit.
   *
   * @param source the file that came along, or where it has to be fetched
   * @param webhook the server to call at the end; {@code null} for none
   * @param preset as sent; may be empty or unknown
   * @param fingerprint the same for the same file or URL and the same webhook
   * @param labels the labels of the client
   * @param warnings sentences for the client about ignored parts of the form
   */
  record Submission(
      SourceRef source,
      @Nullable URI webhook,
      String preset,
      String fingerprint,
      JobLabels labels,
      List<String> warnings) {
    /**
     * The request as stored with the job.
     *
     * @param named whether the request has an idempotency key
     */
    JobRequest request(boolean named) {
      return new JobRequest(preset, named ? fingerprint : "", webhook, labels);
    }
  }
}
