package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as a stream. A read that waits too long for bytes closes the connection and
 * fails; the time between reads does not count.
 */
final class WatchedStream extends InputStream {
  private final InputStream body;
  private final Duration limit;

  private WatchedStream(InputStream body, Duration limit) {
    this.body = body;
    this.limit = limit;
  }

  /**
   * Receives a body as a stream.
   *
   * @param limit maximum idle time of a read
   */
  static BodySubscriber<InputStream> subscriber(Duration limit) {
    return BodySubscribers.mapping(
        BodySubscribers.ofInputStream(), body -> new WatchedStream(body, limit));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) throws IOException {
    if (body.available() > 0) {
      return body.read(target, start, length);
    }
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        arrival
            .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((arrived, late) -> abortIf(late != null));
    try {
      return body.read(target, start, length);
    } catch (IOException e) {
      throw arrival.isCompletedExceptionally() ? Transport.idle(limit) : e;
    } finally {
      arrival.complete(null);
    }
  }

  /** Closes the body, which ends a read that waits. */
  private void abortIf(boolean late) {
    try {
      if (late) {
        body.close();
      }
    } catch (IOException nothingIsLost) {
      // The read fails anyway.
    }
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
