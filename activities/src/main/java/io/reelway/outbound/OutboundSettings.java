package io.reelway.outbound;

import java.time.Duration;

/**
 * Which servers are called on behalf of clients, and how long each may keep us waiting.
 *
 * @param allowHttp whether URLs may be {@code http}, not only {@code https}
 * @param allowPrivate whether hosts of private networks may be called
 * @param timeout for a connection, and between two pieces of an answer
 */
public record OutboundSettings(boolean allowHttp, boolean allowPrivate, Duration timeout) {
  public OutboundSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "reelway.outbound.timeout is " + timeout + "; write a duration above zero, e.g. 15s");
    }
  }
}
