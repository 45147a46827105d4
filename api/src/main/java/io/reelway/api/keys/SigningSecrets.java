package io.reelway.api.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.catalog.LinkSecrets;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that links are signed with: the one from the settings, or those in the catalog. A
 * process that finds none there adds one. The first in order signs and any of them is believed, so
 * processes that started at the same moment and added one each agree without talking to each other,
 * and links outlive restarts. Blocks; thread-safe.
 */
final class SigningSecrets {
  private static final int BYTES = 32;

  /**
   * Wrong signatures, which anyone can send, make us look at the catalog no more often than this.
   */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LinkSecrets stored;
  private final Optional<String> given;
  private final Clock clock;
  private List<byte[]> known = List.of();
  private Instant knownAt = Instant.EPOCH;

  SigningSecrets(LinkSecrets stored, Optional<String> given, Clock clock) {
    this.stored = stored;
    this.given = given.filter(secret -> !secret.isBlank());
    this.clock = clock;
  }

  /** At least one, the one that signs first. */
  synchronized List<byte[]> all() throws IOException {
    if (known.isEmpty()) {
      known = load();
      knownAt = clock.instant();
    }
    return known;
  }

  /** The same after another look at the catalog, unless the last was a moment ago. */
  synchronized List<byte[]> allAgain() throws IOException {
    if (knownAt.plus(PAUSE).isBefore(clock.instant())) {
      known = List.of();
    }
    return all();
  }

  private List<byte[]> load() throws IOException {
    if (given.isPresent()) {
      return List.of(given.get().getBytes(UTF_8));
    }
    if (stored.all().isEmpty()) {
      byte[] secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      stored.add(secret);
    }
    return stored.all();
  }
}
