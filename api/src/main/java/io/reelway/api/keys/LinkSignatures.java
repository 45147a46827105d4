package io.reelway.api.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.catalog.LinkSecrets;
import io.reelway.job.AcceptedJob;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Signs download links of this API, so that a browser or a media player can download an output
 * without a key for a limited time. A signature is valid for one job until it expires: HMAC-SHA256
 * over the id and creation time of the job and the expiry.
 */
public final class LinkSignatures {
  static final String CREATED = "created";
  static final String EXPIRES = "expires";
  static final String SIGNATURE = "signature";
  private static final String ALGORITHM = "HmacSHA256";

  private final SigningSecrets secrets;
  private final Duration validity;
  private final Clock clock;
  private final Scheduler blocking;

  /**
   * @param secret the signing secret; empty: generated once and kept in the catalog
   * @param validity how long a link is valid
   * @param blocking scheduler for reads of the catalog
   */
  public LinkSignatures(
      LinkSecrets stored,
      Optional<String> secret,
      Duration validity,
      Clock clock,
      Scheduler blocking) {
    this.secrets = new SigningSecrets(stored, secret, clock);
    this.validity = validity;
    this.clock = clock;
    this.blocking = blocking;
  }

  /** The query of a new link to the outputs of the job, valid for the whole time from now. */
  public Mono<String> query(AcceptedJob job) {
    return query(job, Duration.ZERO);
  }

  /**
   * The query of a new link that is valid for longer.
   *
   * @param longer added to the usual time
   */
  public Mono<String> query(AcceptedJob job, Duration longer) {
    String created = millis(job.createdAt());
    String expires = millis(clock.instant().plus(validity).plus(longer));
    return Mono.fromCallable(
            () -> {
              byte[] signature = sign(secrets.all().getFirst(), words(job.id(), created, expires));
              return "%s=%s&%s=%s&%s=%s"
                  .formatted(
                      CREATED,
                      created,
                      EXPIRES,
                      expires,
                      SIGNATURE,
                      HexFormat.of().formatHex(signature));
            })
        .subscribeOn(blocking);
  }

  /** The part of a query that is a signed link; other parameters are left out. */
  public static String part(MultiValueMap<String, String> query) {
    return Stream.of(CREATED, EXPIRES, SIGNATURE)
        .filter(query::containsKey)
        .map(name -> name + "=" + URLEncoder.encode(query.getFirst(name), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The caller with that query; empty unless it is signed for the job and has not expired. */
  Mono<Caller> bearer(String jobId, MultiValueMap<String, String> query) {
    Optional<Instant> created = moment(query.getFirst(CREATED));
    Optional<Instant> expires = moment(query.getFirst(EXPIRES));
    byte[] signature = bytes(query.getFirst(SIGNATURE));
    if (created.isEmpty() || expires.isEmpty() || !clock.instant().isBefore(expires.get())) {
      return Mono.empty();
    }
    String signed = words(jobId, millis(created.get()), millis(expires.get()));
    return Mono.fromCallable(() ->
            fits(secrets.all(), signed, signature) || fits(secrets.allAgain(), signed, signature))
        .subscribeOn(blocking)
        .filter(fits -> fits)
        .map(fits -> Caller.withLink(created.get()));
  }

  /** Parses epoch milliseconds; empty if it is not such a number. */
  private static Optional<Instant> moment(@Nullable String millis) {
    try {
      return millis == null
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
    } catch (NumberFormatException notATime) {
      return Optional.empty();
    }
  }

  private static boolean fits(List<byte[]> secrets, String signed, byte[] signature)
      throws IOException {
    boolean fits = false;
    for (byte[] secret : secrets) {
      fits |= MessageDigest.isEqual(sign(secret, signed), signature);
    }
    return fits;
  }

  private static String millis(Instant moment) {
    return Long.toString(moment.toEpochMilli());
  }

  private static String words(String jobId, String created, String expires) {
    return String.join("\n", jobId, created, expires);
  }

  private static byte[] sign(byte[] secret, String words) throws IOException {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(words.getBytes(UTF_8));
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
