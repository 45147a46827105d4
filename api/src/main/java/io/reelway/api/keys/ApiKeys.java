package io.reelway.api.keys;

import io.reelway.store.Sha256;
import java.util.List;
import java.util.Optional;

/** All keys that open the API; none: it is open to everyone. */
public final class ApiKeys {
  private final List<ApiKey> keys;

  public ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Whether a key is needed. */
  public boolean required() {
    return !keys.isEmpty();
  }

  /** Who presents that key. Compares with every key, whichever fits, in constant time. */
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
