package io.reelway.api.keys;

import io.reelway.store.Sha256;
import java.util.List;
import java.util.Optional;

/** All API keys; without any, the API needs no key. */
public final class ApiKeys {
  private final List<ApiKey> keys;

  public ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Whether requests need a key. */
  public boolean required() {
    return !keys.isEmpty();
  }

  /** The caller with that key. Compares with every key, in constant time. */
  Optional<Caller> caller(String presented) {
    byte[] hash = Sha256.of(presented);
    Optional<Caller> found = Optional.empty();
    for (ApiKey key : keys) {
      if (key.opensWith(hash)) {
        found = Optional.of(Caller.holding(key));
      }
    }
    return found;
  }
}
