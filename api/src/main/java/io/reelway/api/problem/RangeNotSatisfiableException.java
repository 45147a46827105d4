package io.reelway.api.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The requested range is outside of the file. */
public final class RangeNotSatisfiableException extends ResponseStatusException {
  private static final long serialVersionUID = 1;

  private final long bytes;

  /**
   * @param bytes size of the whole file
   */
  public RangeNotSatisfiableException(long bytes) {
    super(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
    this.bytes = bytes;
  }

  /** Contains the size, so that a client can request a valid range. */
  @Override
  public HttpHeaders getHeaders() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
    headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + bytes);
    return headers;
  }
}
