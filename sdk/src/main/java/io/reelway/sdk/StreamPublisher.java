package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream with backpressure. The JDK's publisher for streams treats a failed read as the
 * end, so that an incomplete file looks complete; this one fails.
 */
final class StreamPublisher implements BodyPublisher {
  private static final int PIECE = 64 * 1024;

  private final Source.Opener opener;
  private final OptionalLong length;

  /**
   * @param length bytes; empty: unknown, sent in chunks
   */
  StreamPublisher(Source.Opener opener, OptionalLong length) {
    this.opener = opener;
    this.length = length;
  }

  @Override
  public long contentLength() {
    return length.orElse(-1);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Pump(opener, subscriber));
  }

  /** Reads on the requesting thread; a request during a read only adds to the demand. */
  private static final class Pump implements Subscription {
    private final Source.Opener opener;
    private final Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean over;
    private @Nullable InputStream stream;

    Pump(Source.Opener opener, Subscriber<? super ByteBuffer> subscriber) {
      this.opener = opener;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (demand.getAndAdd(count) == 0) {
        do {
          step();
        } while (!over && demand.decrementAndGet() > 0);
      }
    }

    private void step() {
      if (over) {
        return;
      }
      try {
        if (stream == null) {
          stream = opener.open();
        }
        byte[] piece = new byte[PIECE];
        int count = stream.readNBytes(piece, 0, PIECE);
        if (count > 0) {
          subscriber.onNext(ByteBuffer.wrap(piece, 0, count));
        } else {
          end();
          subscriber.onComplete();
        }
      } catch (IOException | RuntimeException e) {
        end();
        subscriber.onError(e);
      }
    }

    @Override
    public void cancel() {
      end();
    }

    private void end() {
      over = true;
      InputStream open = stream;
      if (open != null) {
        try {
          open.close();
        } catch (IOException nothingIsLost) {
          // A failure to close does not matter after reading.
        }
      }
    }
  }
}
