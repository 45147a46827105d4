package io.reelway.sdk;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. The message is a sentence for a person; {@link #code} is for programs.
 *
 * <p>Codes of the server are those of its API, e.g. {@code too-large}, {@code not-found}, {@code
 * unavailable}. The client adds:
 *
 * <ul>
 *   <li>{@code network}: the server cannot be reached, or a connection broke or was idle for too
 *       long
 *   <li>{@code local-file}: a file on this machine cannot be read or written
 *   <li>{@code checksum-mismatch}: size or hash of the download differs from the values of the
 *       server
 *   <li>{@code several-files}: the output is not one file
 *   <li>{@code wait-timeout}: the job was not final in time; it continues
 *   <li>{@code interrupted}: the thread was interrupted; its flag is set again
 *   <li>{@code unexpected-answer}: an answer that this version cannot read
 *   <li>{@code http-NNN}: an error that is none of Reelway's, say a proxy's
 * </ul>
 */
public final class ReelwayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;
  private final boolean retriable;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;
  private final @Nullable String pointer;

  ReelwayException(
      String code,
      int status,
      boolean retriable,
      String message,
      @Nullable String requestId,
      @Nullable Duration retryAfter,
      @Nullable String pointer,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.status = status;
    this.retriable = retriable;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
    this.pointer = pointer;
  }

  static ReelwayException network(IOException cause, boolean retriable) {
    String reason = cause.getMessage();
    if (reason == null) {
      reason =
          cause instanceof ConnectException ? "no connection" : cause.getClass().getSimpleName();
    }
    return new ReelwayException(
        "network",
        0,
        retriable,
        "The server cannot be reached: " + reason,
        null,
        null,
        null,
        cause);
  }

  static ReelwayException localFile(IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    if (cause instanceof NoSuchFileException) {
      reason += " does not exist";
    } else if (cause instanceof AccessDeniedException) {
      reason += " may not be used";
    }
    return client("local-file", "A file on this machine cannot be used: " + reason, cause);
  }

  static ReelwayException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return client("interrupted", "The call was interrupted.", cause);
  }

  static ReelwayException client(String code, String message, @Nullable Throwable cause) {
    return new ReelwayException(code, 0, false, message, null, null, null, cause);
  }

  /** The error code; stable, never empty. */
  public String code() {
    return code;
  }

  /**
   * The HTTP status; {@code 0} if there was no answer, or the failure is that of a job or local.
   */
  public int status() {
    return status;
  }

  /**
   * Whether the same call may succeed later. The client has retried it already if it safely could.
   */
  public boolean retriable() {
    return retriable;
  }

  /** Id for the operator of the server: the log of the server contains it with the reason. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** The {@code Retry-After} of the server. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The member of the request that is wrong, e.g. {@code /options/width} (RFC 6901). */
  public Optional<String> pointer() {
    return Optional.ofNullable(pointer);
  }
}
