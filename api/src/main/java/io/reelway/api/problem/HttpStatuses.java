package io.reelway.api.problem;

import io.reelway.job.ErrorCode;
import org.springframework.http.HttpStatus;

/** The HTTP status of every error code. */
final class HttpStatuses {
  private HttpStatuses() {}

  static HttpStatus of(ErrorCode code) {
    return switch (code) {
      case INVALID_INPUT -> HttpStatus.BAD_REQUEST;
      case UNAUTHORIZED -> HttpStatus.UNAUTHORIZED;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case MISDIRECTED -> HttpStatus.MISDIRECTED_REQUEST;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case NOT_READY, NOT_CANCELLABLE, CANCELLED -> HttpStatus.CONFLICT;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case UNSUPPORTED_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case PROBE_FAILED, ENCODE_FAILED, CANNOT_FIT, IDEMPOTENCY_MISMATCH ->
          HttpStatus.UNPROCESSABLE_CONTENT;
      case ENCODE_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case UNKNOWN -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
