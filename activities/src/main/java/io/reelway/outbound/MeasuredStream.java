package io.reelway.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Measures the speed of a server; fails with {@link SlowServerException} when it is too slow. */
final class MeasuredStream extends FilterInputStream {
  private final ServerSpeed speed;

  MeasuredStream(InputStream content, ServerSpeed speed) {
    super(content);
    this.speed = speed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    speed.await();
    int count = 0;
    try {
      count = super.read(target, offset, length);
      return count;
    } catch (IOException broken) {
      throw speed.isTooSlow() ? new SlowServerException(broken) : broken;
    } finally {
      speed.received(Math.max(0, count));
    }
  }
}
