package io.reelway.api.connections;

import java.util.Locale;

/**
 * The reason for closing a connection, as the metric {@code reelway.connections.closed} names it.
 */
enum CloseReason {
  /** The limit of connections was reached. */
  REFUSED,
  /** It was idle and was closed for a new one. */
  MADE_ROOM,
  /** The header of a request did not come in time. */
  NO_REQUEST,
  /** Too many requests were in progress, from its address or in total. */
  CROWDED,
  /** The client sent its body too slowly. */
  SLOW_UPLOAD,
  /** The client read its answer too slowly. */
  SLOW_READER;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
