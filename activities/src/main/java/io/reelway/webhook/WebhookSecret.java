package io.reelway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks, so that a receiver can check their origin and age. Thread-safe. */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * Parses the written form of a secret.
   *
   * @throws IllegalArgumentException when the text has another form; the message does not contain
   *     the text
   */
  static WebhookSecret parse(String text) {
    try {
      byte[] secret = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      if (text.startsWith(PREFIX) && secret.length >= SHORTEST && secret.length <= LONGEST) {
        return new WebhookSecret(secret);
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException otherForm) {
      // The exception below explains the form.
    }
    throw new IllegalArgumentException(
        "reelway.webhook.secret has the wrong form; write whsec_ and then "
            + SHORTEST
            + " to "
            + LONGEST
            + " random bytes in base64, e.g. what this prints:"
            + " echo whsec_$(openssl rand -base64 32)");
  }

  /**
   * Returns the headers of Standard Webhooks.
   *
   * @param id the same in each attempt to deliver the same webhook
   * @param now time of this attempt
   */
  Map<String, String> headers(String id, Instant now, byte[] body) {
    String timestamp = String.valueOf(now.getEpochSecond());
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(sign(id + "." + timestamp + ".", body)));
  }

  private byte[] sign(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
    }
  }
}
