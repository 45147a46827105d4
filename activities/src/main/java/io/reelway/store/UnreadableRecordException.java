package io.reelway.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record lies in the store, but its content is not what Reelway writes. The store itself works.
 */
public final class UnreadableRecordException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableRecordException(Location location, @Nullable Throwable cause) {
    super("The record at " + location + " cannot be read", cause);
  }
}
