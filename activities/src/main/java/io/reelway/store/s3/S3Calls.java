package io.reelway.store.s3;

import io.reelway.store.Location;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Waits for answers of the SDK, and translates its failures into those of a store. */
final class S3Calls {
  private S3Calls() {}

  static <T> T await(Location location, CompletableFuture<T> call) throws IOException {
    try {
      return call.get();
    } catch (InterruptedException stop) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("Stopped during a request for " + location);
      interrupted.initCause(stop);
      throw interrupted;
    } catch (ExecutionException failed) {
      throw translate(location, Objects.requireNonNullElse(failed.getCause(), failed));
    }
  }

  /** The failure of a store for one of the SDK. */
  static IOException translate(Location location, Throwable cause) {
    if (cause instanceof NoSuchKeyException
        || (cause instanceof S3Exception answer && answer.statusCode() == 404)) {
      NoSuchFileException missing = new NoSuchFileException(location.key());
      missing.initCause(cause);
      return missing;
    }
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException ofTheContent && !(cause instanceof SdkException)) {
      throw ofTheContent;
    }
    String reason = cause instanceof SdkException ? cause.getMessage() : cause.toString();
    return new IOException(
        "The request to the bucket failed for " + location + ": " + reason, cause);
  }
}
