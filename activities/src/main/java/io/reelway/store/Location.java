package io.reelway.store;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the store: lower-case words, digits, dots, dashes and underscores, divided by slashes.
 * Never built from what a client sent.
 *
 * @param key e.g. {@code jobs/5c3a1b2e/source}
 */
public record Location(String key) {
  private static final Pattern KEY =
      Pattern.compile("[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*");

  public Location {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Not a valid location in the store: '" + key + "'");
    }
  }

  /** Parses a key; empty when Reelway gives no such name, so that the object is foreign. */
  public static Optional<Location> parse(String key) {
    return KEY.matcher(key).matches() ? Optional.of(new Location(key)) : Optional.empty();
  }

  /** The last part of the key. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return key;
  }
}
