package io.reelway.api.submit;

import io.reelway.api.options.AskedOptions;
import io.reelway.api.options.JsonMembers;
import io.reelway.api.options.OptionsReader;
import io.reelway.api.options.StrictJson;
import io.reelway.api.problem.RequestException;
import io.reelway.job.SourceRef;
import io.reelway.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the JSON body of a submit: a source by URL, and the members of a form. Blocks. */
final class SubmitJsonReader {
  /** Bytes. */
  private static final int LONGEST = MediaForm.LONGEST_VALUE;

  private static final String TITLE = "The JSON body";
  private static final String EXAMPLE = "{\"url\": \"https://example.org/clip.mp4\"}";

  private static final List<String> MEMBERS =
      List.of("url", "preset", "options", "metadata", "externalId", "batchId", "webhookUrl");

  private final SourceUrls urls;
  private final WebhookUrls webhooks;

  /**
   * @param urls which URLs may name a source
   * @param webhooks which webhooks are allowed
   */
  SubmitJsonReader(SourceUrls urls, WebhookUrls webhooks) {
    this.urls = urls;
    this.webhooks = webhooks;
  }

  /** Reads the whole body. */
  Submission read(InputStream body) throws IOException {
    JsonMembers members = members(body);
    SubmitFields fields =
        new SubmitFields(
            text(members, "url"),
            text(members, "preset"),
            text(members, "webhookUrl"),
            text(members, "externalId"),
            text(members, "batchId"),
            members.pairs("metadata"),
            members.has("options")
                ? OptionsReader.read(members.get("options"))
                : AskedOptions.NONE);
    if (fields.url().isEmpty()) {
      throw members.refused(
          "url", "The member url is missing; write where the source is, or send it in a form.");
    }
    MessageDigest digest = Sha256.start();
    URI webhook = webhooks.of(fields.webhookUrl());
    SourceRef source = urls.of(fields.url(), digest);
    return fields.of(source, webhook, digest, List.of());
  }

  private static JsonMembers members(InputStream body) throws IOException {
    byte[] text = body.readNBytes(LONGEST + 1);
    if (text.length > LONGEST) {
      throw RequestException.at("", "The JSON body is longer than 256 KiB; send less.");
    }
    JsonMembers members = new JsonMembers(StrictJson.object(text, "", TITLE, EXAMPLE), "");
    if (members.has("uploadId")) {
      throw members.refused(
          "uploadId",
          "This server has no uploads with an uploadId yet; write url, or send the file in a form.");
    }
    return members.allow(TITLE, MEMBERS);
  }

  private static String text(JsonMembers members, String name) {
    @Nullable String text = members.text(name);
    return Objects.requireNonNullElse(text, "").strip();
  }
}
