package io.reelway.api.problem;

import io.reelway.job.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Refuses a request with an error code. The message is for the client. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public RequestException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public RequestException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
