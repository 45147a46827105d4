package io.reelway.api.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The secrets that links are signed with: the one from the settings, or those in the store. A
 * process that finds none there adds one. The first in order signs and any of them is believed, so
 * processes that started at the same moment and added one each agree without talking to each other,
 * and links outlive restarts. Blocks; thread-safe.
 */
final class SigningSecrets {
  private static final Location FOLDER = new Location("secrets/links");
  private static final int BYTES = 32;

  /** Wrong signatures, which anyone can send, make us look at the store no more often than this. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Store store;
  private final Optional<String> given;
  private final Clock clock;
  private List<byte[]> known = List.of();
  private Instant knownAt = Instant.EPOCH;

  SigningSecrets(Store store, Optional<String> given, Clock clock) {
    this.store = store;
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

  /** The same after another look at the store, unless the last was a moment ago. */
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
    if (store.list(FOLDER).isEmpty()) {
      byte[] secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      Location here = new Location(FOLDER.key() + "/" + UUID.randomUUID());
      store.put(here, secret, Delivery.INTERNAL);
    }
    List<byte[]> secrets = new ArrayList<>();
    for (StoredObject object : store.list(FOLDER)) {
      try (InputStream content = store.open(object.location(), 0)) {
        secrets.add(content.readAllBytes());
      }
    }
    return List.copyOf(secrets);
  }
}
