package io.reelway.api.problem;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import org.jspecify.annotations.Nullable;

/** Refuses a request with an error code. The message is for the client. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final @Nullable String pointer;
  private final @Nullable Long smallestBytes;
  private final @Nullable String jobStatus;

  public RequestException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public RequestException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, cause, null, null, null);
  }

  private RequestException(
      ErrorCode code,
      String message,
      @Nullable Throwable cause,
      @Nullable String pointer,
      @Nullable Long smallestBytes,
      @Nullable String jobStatus) {
    super(message, cause);
    this.code = code;
    this.pointer = pointer;
    this.smallestBytes = smallestBytes;
    this.jobStatus = jobStatus;
  }

  /**
   * Refuses a member of the request with {@code INVALID_INPUT}.
   *
   * @param pointer where the member stands, as in RFC 6901
   */
  public static RequestException at(String pointer, String message) {
    return new RequestException(ErrorCode.INVALID_INPUT, message, null, pointer, null, null);
  }

  /** Answers with the error of a failed job. */
  public static RequestException of(JobError error) {
    return new RequestException(
        error.kind(), error.message(), null, null, error.smallestBytes(), "failed");
  }

  public ErrorCode code() {
    return code;
  }

  /** The member of the request that is wrong; {@code null} if the error is about something else. */
  public @Nullable String pointer() {
    return pointer;
  }

  /** For {@code CANNOT_FIT}: the smallest size that was possible; {@code null} otherwise. */
  public @Nullable Long smallestBytes() {
    return smallestBytes;
  }

  /** {@code failed} if the error is that of a failed job; {@code null} otherwise. */
  public @Nullable String jobStatus() {
    return jobStatus;
  }
}
