package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.outbound.OutboundUrls;
import io.reelway.webhook.WebhookSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The webhook of a job: the URL of the request, or the one in the settings. */
final class WebhookUrls {
  private final boolean signed;
  private final OutboundUrls urls;
  private final @Nullable URI byDefault;

  /**
   * @param urls which URLs are allowed
   * @throws IllegalArgumentException if the URL in the settings is not allowed
   */
  WebhookUrls(WebhookSettings settings, OutboundUrls urls) {
    this.signed = settings.secret().isPresent();
    this.urls = urls;
    this.byDefault = settings.url().map(this::configured).orElse(null);
  }

  private URI configured(String url) {
    try {
      return urls.parse(url);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "reelway.webhook.url is " + url + "; " + refused.getMessage(), refused);
    }
  }

  /**
   * The webhook of a job; {@code null}: none.
   *
   * @param asked as sent by the client; empty if absent
   */
  @Nullable URI of(String asked) {
    if (asked.isEmpty()) {
      return byDefault;
    }
    if (!signed) {
      throw RequestException.at(
          "/webhookUrl", "This server sends no webhooks: it has no secret to sign them with.");
    }
    try {
      return urls.parse(asked);
    } catch (IllegalArgumentException refused) {
      throw RequestException.at(
          "/webhookUrl", "The webhookUrl is refused. " + refused.getMessage());
    }
  }
}
