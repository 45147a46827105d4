package io.reelway.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts bytes, reports when reading fails, and does not close the underlying stream. */
final class WatchedStream extends FilterInputStream {
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final AtomicLong count = new AtomicLong();

  WatchedStream(InputStream content) {
    super(content);
  }

  void onFailure(Consumer<Throwable> action) {
    CompletableFuture<Void> unused = failure.thenAccept(action);
  }

  long count() {
    return count.get();
  }

  @Override
  public int read() throws IOException {
    try {
      int next = super.read();
      count.addAndGet(next < 0 ? 0 : 1);
      return next;
    } catch (IOException | RuntimeException e) {
      failure.complete(e);
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = super.read(buffer, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    } catch (IOException | RuntimeException e) {
      failure.complete(e);
      throw e;
    }
  }

  @Override
  public void close() {
    // The caller closes it.
  }
}
