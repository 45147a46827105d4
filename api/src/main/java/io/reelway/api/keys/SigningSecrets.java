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
 * process that finds none adds one. The first signs and all verify, so processes that start at the
 * same moment and add one each accept each other's links, and links survive restarts. Blocks;
 * thread-safe.
 */
final class SigningSecrets {
  private static final int BYTES = 32;

  /** Minimum interval between reads of the catalog, because anyone can send wrong signatures. */
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

  /** At least one secret; the first one signs. */
  synchronized List<byte[]> all() throws IOException {
    if (known.isEmpty()) {
      known = load();
      knownAt = clock.instant();
    }
    return known;
  }

  /** The secrets after another read of the catalog, unless the last read was just before. */
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
