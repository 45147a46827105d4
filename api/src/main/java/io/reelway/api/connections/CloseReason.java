package io.reelway.api.connections;

import java.util.Locale;

/** Why we closed a connection, as the metric {@code reelway.connections.closed} names it. */
enum CloseReason {
  /** There was no room for it. */
  REFUSED,
  /** It was idle, and had to make room for a new one. */
  MADE_ROOM,
  /** The header of a request did not come in time. */
  NO_REQUEST,
  /** Too many requests of its address, or altogether, were under way. */
  CROWDED,
  /** The client sent its body too slowly. */
  SLOW_UPLOAD,
  /** The client took its answer too slowly. */
  SLOW_READER;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
