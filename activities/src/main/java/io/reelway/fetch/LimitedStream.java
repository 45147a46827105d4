package io.reelway.fetch;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a server sends. Fails with {@code TOO_LARGE} as soon as more than the limit was read, and
 * with {@code UNAVAILABLE} when the server breaks off: to whoever stores it that would look like
 * trouble of the store.
 */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private long read;

  LimitedStream(InputStream content, long limit) {
    super(content);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int count = super.read(target, offset, length);
      count(Math.max(0, count));
      return count;
    } catch (IOException broken) {
      throw new StageException(
          ErrorCode.UNAVAILABLE, "The server of the URL broke the transfer off.", broken);
    }
  }

  private void count(int more) {
    read += more;
    if (read > limit) {
      throw new StageException(ErrorCode.TOO_LARGE, "The file is larger than " + limit + " bytes.");
    }
  }
}
