package io.reelway.fetch;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.ByteSize;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a server sends. Fails with {@code TOO_LARGE} as soon as more than the limit was read, and
 * with {@link SourceServerFailure} when the server breaks off or is too slow: an {@code
 * IOException} would look like trouble of the store that reads this.
 */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private final SourceServerFailure trouble;
  private long read;

  LimitedStream(InputStream content, long limit, SourceServerFailure trouble) {
    super(content);
    this.limit = limit;
    this.trouble = trouble;
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
      throw trouble.during(broken);
    }
  }

  private void count(int more) {
    read += more;
    if (read > limit) {
      throw new StageException(
          ErrorCode.TOO_LARGE, "The file is larger than " + new ByteSize(limit) + ".");
    }
  }
}
