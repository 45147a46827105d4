package io.reelway.webhook;

import java.util.Optional;

/**
 * Which server is called when a job ends.
 *
 * @param url for jobs whose request names none; empty: nobody
 * @param secret what each call is signed with, {@code whsec_} and base64; empty: no job can have a
 *     webhook
 */
public record WebhookSettings(Optional<String> url, Optional<String> secret) {
  public WebhookSettings {
    url = url.filter(text -> !text.isBlank());
    secret = secret.filter(text -> !text.isBlank());
    secret.ifPresent(WebhookSecret::parse);
    if (url.isPresent() && secret.isEmpty()) {
      throw new IllegalArgumentException(
          "reelway.webhook.secret is empty, but reelway.webhook.url is set; write both or neither");
    }
  }

  /** What to sign with. */
  Optional<WebhookSecret> key() {
    return secret.map(WebhookSecret::parse);
  }

  @Override
  public String toString() {
    return "WebhookSettings[url=" + url + "]";
  }
}
