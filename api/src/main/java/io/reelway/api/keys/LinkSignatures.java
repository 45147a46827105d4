package io.reelway.api.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.store.Store;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Signs download links of this API, so that a browser or a media player can fetch an output without
 * a key for a while. A signature is good for one job until one moment: HMAC-SHA256 over both.
 */
public final class LinkSignatures {
  static final String EXPIRES = "expires";
  static final String SIGNATURE = "signature";
  private static final String ALGORITHM = "HmacSHA256";

  private final SigningSecrets secrets;
  private final Duration validity;
  private final Clock clock;
  private final Scheduler blocking;

  /**
   * @param secret what to sign with; empty: a secret that is made once and kept in the store
   * @param validity how long a link works
   * @param blocking where the store is read
   */
  public LinkSignatures(
      Store store, Optional<String> secret, Duration validity, Clock clock, Scheduler blocking) {
    this.secrets = new SigningSecrets(store, secret, clock);
    this.validity = validity;
    this.clock = clock;
    this.blocking = blocking;
  }

  /** The query of a link to the output of that job which works from now on for the whole time. */
  public Mono<String> query(String jobId) {
    String expires = String.valueOf(clock.instant().plus(validity).toEpochMilli());
    return Mono.fromCallable(
            () -> {
              byte[] signature = sign(secrets.all().getFirst(), jobId, expires);
              return "%s=%s&%s=%s"
                  .formatted(EXPIRES, expires, SIGNATURE, HexFormat.of().formatHex(signature));
            })
        .subscribeOn(blocking);
  }

  /** Whether that query was signed for that job and has not expired. */
  Mono<Boolean> check(String jobId, MultiValueMap<String, String> query) {
    String expires = query.getFirst(EXPIRES);
    byte[] signature = bytes(query.getFirst(SIGNATURE));
    return expires == null || isOver(expires)
        ? Mono.just(false)
        : Mono.fromCallable(
                () ->
                    fits(secrets.all(), jobId, expires, signature)
                        || fits(secrets.allAgain(), jobId, expires, signature))
            .subscribeOn(blocking);
  }

  private boolean isOver(String expires) {
    try {
      return Long.parseLong(expires) <= clock.millis();
    } catch (NumberFormatException notATime) {
      return true;
    }
  }

  private static boolean fits(List<byte[]> secrets, String jobId, String expires, byte[] signature)
      throws IOException {
    boolean fits = false;
    for (byte[] secret : secrets) {
      fits |= MessageDigest.isEqual(sign(secret, jobId, expires), signature);
    }
    return fits;
  }

  private static byte[] sign(byte[] secret, String jobId, String expires) throws IOException {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal((jobId + "\n" + expires).getBytes(UTF_8));
    } catch (GeneralSecurityException broken) {
      throw new IOException("A link cannot be signed", broken);
    }
  }

  private static byte[] bytes(@Nullable String hex) {
    try {
      return hex == null ? new byte[0] : HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException notHex) {
      return new byte[0];
    }
  }
}
