package io.reelway.outbound;

import io.reelway.media.ByteSize;
import java.time.Duration;

/** Outbound settings for tests: the defaults with shorter timeouts. */
public final class Outbound {
  private Outbound() {}

  /** Returns these settings with the given values. */
  public static OutboundSettings settings(boolean allowHttp, boolean allowPrivate) {
    return new OutboundSettings(
        allowHttp,
        allowPrivate,
        Duration.ofSeconds(5),
        new ByteSize(32 * 1024),
        Duration.ofMinutes(10),
        16,
        16,
        8,
        8);
  }
}
