package io.reelway.outbound;

import io.reelway.media.ByteSize;
import java.time.Duration;

/**
 * Which servers are called on behalf of clients, and how much of us each may hold.
 *
 * @param allowHttp whether URLs may be {@code http}, not only {@code https}
 * @param allowPrivate whether hosts of private networks may be called
 * @param timeout for a connection, and between two pieces of an answer
 * @param minimumRate bytes a second that a server must send, on average over twice the timeout
 * @param timePerGibibyte how long a fetch may wait for its server, for each GiB that has arrived
 * @param fetches sources that one worker process fetches at once
 * @param webhooks webhooks that one worker process calls at once
 * @param perOwner how many of each one owner may hold at once; those without a key share no bound
 * @param perHost how many of each one host may hold at once
 */
public record OutboundSettings(
    boolean allowHttp,
    boolean allowPrivate,
    Duration timeout,
    ByteSize minimumRate,
    Duration timePerGibibyte,
    int fetches,
    int webhooks,
    int perOwner,
    int perHost) {
  public OutboundSettings {
    positive("timeout", timeout, "15s");
    positive("time-per-gibibyte", timePerGibibyte, "10m");
    positive("fetches", fetches, 16);
    positive("webhooks", webhooks, 16);
    positive("per-owner", perOwner, 8);
    positive("per-host", perHost, 8);
  }

  private static void positive(String name, Duration value, String example) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "reelway.outbound."
              + name
              + " is "
              + value
              + "; write a duration above zero, e.g. "
              + example);
    }
  }

  private static void positive(String name, int value, int example) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "reelway.outbound." + name + " is " + value + "; write 1 or more, e.g. " + example);
    }
  }
}
