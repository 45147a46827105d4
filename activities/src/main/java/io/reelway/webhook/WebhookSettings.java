package io.reelway.webhook;

import java.util.Optional;

/**
 * The webhook settings.
 *
 * @param url URL for jobs whose request has none; empty: no webhook
 * @param secret secret that signs each call, {@code whsec_} and base64; empty: no job can have a
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

  /** The secret that signs webhooks; empty when none is set. */
  Optional<WebhookSecret> key() {
    return secret.map(WebhookSecret::parse);
  }

  @Override
  public String toString() {
    return "WebhookSettings[url=" + url + "]";
  }
}
