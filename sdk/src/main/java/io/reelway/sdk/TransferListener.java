package io.reelway.sdk;

import java.util.OptionalLong;

/** Receives the progress of an upload or download. */
@FunctionalInterface
public interface TransferListener {
  /** Ignores all events. */
  TransferListener NONE = (bytes, total) -> {};

  /**
   * More bytes were transferred. Called often, on a thread of the HTTP client: return quickly.
   *
   * @param bytes bytes transferred so far; lower again when a broken transfer restarts
   * @param total total bytes; empty if unknown
   */
  void onBytes(long bytes, OptionalLong total);
}
