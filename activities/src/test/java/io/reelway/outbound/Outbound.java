package io.reelway.outbound;

import io.reelway.media.ByteSize;
import java.time.Duration;

/** Settings of tests: the defaults, with less patience. */
public final class Outbound {
  private Outbound() {}

  /** Those for everything but what is named. */
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
