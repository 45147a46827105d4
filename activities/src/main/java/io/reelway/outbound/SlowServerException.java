package io.reelway.outbound;

import java.io.IOException;

/** A server was broken off because it sends too slowly, or not at all; see {@link ServerSpeed}. */
public final class SlowServerException extends IOException {
  private static final long serialVersionUID = 1;

  SlowServerException(IOException brokenOff) {
    super("The transfer was aborted because the server is too slow", brokenOff);
  }
}
