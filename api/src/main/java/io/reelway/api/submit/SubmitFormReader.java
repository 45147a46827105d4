package io.reelway.api.submit;

import io.reelway.api.options.AskedOptions;
import io.reelway.api.options.OptionsReader;
import io.reelway.api.problem.RequestException;
import io.reelway.api.submit.MediaForm.Part;
import io.reelway.job.SourceRef;
import io.reelway.store.Sha256;
import java.io.IOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the form of a submit, part by part, as it arrives. Blocks. */
final class SubmitFormReader {
  private final long inputLimit;
  private final SourceUrls urls;
  private final WebhookUrls webhooks;

  /**
   * @param inputLimit bytes of the largest file that is accepted
   * @param urls which URLs may name a source
   * @param webhooks which webhooks are allowed
   */
  SubmitFormReader(long inputLimit, SourceUrls urls, WebhookUrls webhooks) {
    this.inputLimit = inputLimit;
    this.urls = urls;
    this.webhooks = webhooks;
  }

  /**
   * Reads the whole form.
   *
   * @param sink receives the file
   */
  Submission read(MediaForm form, Submission.Sink sink) throws IOException {
    MessageDigest digest = Sha256.start();
    @Nullable SourceRef source = null;
    String preset = "";
    String url = "";
    String asked = "";
    String externalId = "";
    String batchId = "";
    String metadata = "";
    @Nullable AskedOptions options = null;
    UnknownFields unknown = new UnknownFields(inputLimit);
    @Nullable URI webhook = webhooks.of(asked);
    for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
      Part part = next.get();
      switch (part.name()) {
        case "media" -> {
          if (source != null) {
            throw noFile("Send one file; there is more than one part named media.");
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
        case "options" -> options = options(part, options);
        default -> unknown.skip(part);
      }
    }
    if (!url.isEmpty() && source != null) {
      throw RequestException.at("/url", "Send a file or a URL, not both.");
    }
    if (!url.isEmpty()) {
      source = urls.of(url, digest);
    }
    if (source == null) {
      throw missing(unknown);
    }
    return new SubmitFields(
            url,
            preset,
            asked,
            externalId,
            batchId,
            metadata.isEmpty() ? null : LabelsReader.pairs(metadata),
            Objects.requireNonNullElse(options, AskedOptions.NONE))
        .of(source, webhook, digest, unknown.warnings());
  }

  /** Reads the options when they arrive, so that bad ones are refused before a file after them. */
  private static AskedOptions options(Part part, @Nullable AskedOptions before) throws IOException {
    if (before != null) {
      throw RequestException.at(
          OptionsReader.ROOT, "The form has more than one part named options; send one.");
    }
    return OptionsReader.read(part.value());
  }

  /** Reads the file; {@code null} for the empty field that browsers send without one. */
  private @Nullable SourceRef readSource(Part part, MessageDigest digest, Submission.Sink sink)
      throws IOException {
    String filename = part.filename().orElse("");
    if (filename.isBlank()) {
      if (part.content(inputLimit).read() < 0) {
        return null;
      }
      throw noFile("The part named media has no file name; it must be a file.");
    }
    long bytes = sink.store(new DigestInputStream(part.content(inputLimit), digest));
    if (bytes == 0) {
      throw noFile("The file is empty.");
    }
    return new SourceRef.Uploaded(SourceUrls.shortened(filename), part.contentType(), bytes);
  }

  /** The file may be in a field with another name, so the sentence names the unknown ones. */
  private static RequestException missing(UnknownFields unknown) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The part named media is missing; send the file in it, or write where the file is in url.");
    sentences.addAll(unknown.warnings());
    return noFile(String.join(" ", sentences));
  }

  private static RequestException noFile(String sentence) {
    return RequestException.at("/media", sentence);
  }
}
