package io.reelway.api.submit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;

/**
 * The body of a request as a stream. A read returns the bytes that have arrived, and blocks only if
 * there are none. Backpressure: bytes are read from the network only on demand.
 */
final class BodyStream extends InputStream {
  /** Maximum number of buffers between the network and the store. */
  private static final int WAITING = 16;

  private final Iterator<byte[]> pieces;
  private byte[] piece = {};
  private int position;

  /**
   * Network buffers are copied and released when they arrive, so an abandoned stream leaks none. A
   * failing connection counts as a failure of the client, not of the store.
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
