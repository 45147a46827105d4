package io.reelway.store.s3;

import io.reelway.store.Location;
import java.util.Optional;

/**
 * The part of a bucket that belongs to Reelway: the prefix of all its object keys.
 *
 * @param value empty, or ends with a slash
 */
record KeyPrefix(String value) {
  /** The key of a location. */
  String key(Location location) {
    return value + location.key();
  }

  /** The prefix of all keys in a folder. */
  String folder(Location folder) {
    return key(folder) + "/";
  }

  /** The location of a key; empty when Reelway gives no such key. */
  Optional<Location> location(String key) {
    return key.startsWith(value) ? Location.parse(key.substring(value.length())) : Optional.empty();
  }
}
