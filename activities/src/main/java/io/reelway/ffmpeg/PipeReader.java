package io.reelway.ffmpeg;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Reads from a pipe in a separate thread. An interrupt does not end a read from a pipe, but it ends
 * the wait here.
 */
final class PipeReader {
  private PipeReader() {}

  /**
   * Waits until a reader ends.
   *
   * @param abort called when the waiting thread is interrupted; must close the pipe or end its
   *     writer
   * @throws InterruptedException when the waiting thread was interrupted, after the reader has
   *     ended
   */
  static <T> T await(Reader<T> reader, Runnable abort) throws IOException, InterruptedException {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform().daemon().name("pipe-reader").start(() -> complete(end, reader));
    try {
      return end.get();
    } catch (InterruptedException stop) {
      abort.run();
      thread.interrupt();
      end.handle((result, failure) -> null).join();
      throw stop;
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    }
  }

  private static <T> void complete(CompletableFuture<T> end, Reader<T> reader) {
    try {
      end.complete(reader.read());
    } catch (Throwable failure) {
      end.completeExceptionally(failure);
    }
  }

  private static IOException rethrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case Error broken -> throw broken;
      case RuntimeException defect -> throw defect;
      case IOException trouble -> trouble;
      case null, default -> new IOException("Reading failed", failed);
    };
  }

  /** Reads the pipe to its end. */
  @FunctionalInterface
  interface Reader<T> {
    T read() throws IOException;
  }
}
