package io.reelway.api.submit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;

/**
 * The body of a request as a stream. A read returns what has arrived and waits only when nothing
 * has. What has not been asked for yet is not read from the network either.
 */
final class BodyStream extends InputStream {
  /** Network buffers that may wait between the connection and the store. */
  private static final int WAITING = 16;

  private final Iterator<byte[]> pieces;
  private byte[] piece = {};
  private int position;

  /**
   * The buffers of the network are copied and released as they arrive, so a stream that nobody
   * reads to its end holds none of them. A failing connection is the client's fault, not our
   * store's.
   */
  BodyStream(Flux<DataBuffer> body) {
    this.pieces =
        body.map(BodyStream::copy)
            .onErrorMap(IOException.class, AbortedException::new)
            .toIterable(WAITING)
            .iterator();
  }

  private static byte[] copy(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int start, int length) {
    while (position == piece.length) {
      if (!pieces.hasNext()) {
        return -1;
      }
      piece = pieces.next();
      position = 0;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, start, count);
    position += count;
    return count;
  }
}
