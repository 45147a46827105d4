package io.reelway.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a server sends, with its pace taken; fails with {@link SlowServerException} if too slow. */
final class PacedStream extends FilterInputStream {
  private final Pace pace;

  PacedStream(InputStream content, Pace pace) {
    super(content);
    this.pace = pace;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    pace.await();
    int count = 0;
    try {
      count = super.read(target, offset, length);
      return count;
    } catch (IOException broken) {
      throw pace.isTooSlow() ? new SlowServerException(broken) : broken;
    } finally {
      pace.received(Math.max(0, count));
    }
  }
}
