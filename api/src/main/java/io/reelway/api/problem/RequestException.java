package io.reelway.api.problem;

import io.reelway.job.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Refuses a request with an error code. The message is for the client. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final @Nullable String pointer;

  public RequestException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public RequestException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, cause, null);
  }

  private RequestException(
      ErrorCode code, String message, @Nullable Throwable cause, @Nullable String pointer) {
    super(message, cause);
    this.code = code;
    this.pointer = pointer;
  }

  /**
   * Refuses a member of the request with {@code INVALID_INPUT}.
   *
   * @param pointer where the member stands, as in RFC 6901
   */
  public static RequestException at(String pointer, String message) {
    return new RequestException(ErrorCode.INVALID_INPUT, message, null, pointer);
  }

  public ErrorCode code() {
    return code;
  }

  /** The member of the request that is wrong; {@code null} if the error is about something else. */
  public @Nullable String pointer() {
    return pointer;
  }
}
