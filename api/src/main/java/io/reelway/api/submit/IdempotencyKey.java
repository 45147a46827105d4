package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The client's name for a submit that it may repeat.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String value) {
  public static final String HEADER = "Idempotency-Key";

  /** The response header that marks the job of an earlier request. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

  /** The key of a request; fails with {@code INVALID_INPUT} if it is malformed. */
  static Optional<IdempotencyKey> of(HttpHeaders headers) {
    List<String> given = headers.getOrEmpty(HEADER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String value = given.getFirst().strip();
    if (given.size() > 1 || !FORM.matcher(value).matches()) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT,
          "The header Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.");
    }
    return Optional.of(new IdempotencyKey(value));
  }
}
