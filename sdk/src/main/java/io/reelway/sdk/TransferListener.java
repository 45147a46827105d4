package io.reelway.sdk;

import java.util.OptionalLong;

/** Is told how an upload or a download goes on. */
@FunctionalInterface
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = (bytes, total) -> {};

  /**
   * Some more bytes went over. Called often, on a thread of the HTTP client: return quickly.
   *
   * @param bytes moved so far; falls back when a broken transfer begins again
   * @param total bytes in all; empty when nobody knows
   */
  void onBytes(long bytes, OptionalLong total);
}
