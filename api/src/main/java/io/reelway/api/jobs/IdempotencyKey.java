package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The name a client gives to a submit that it may send more than once.
 *
 * @param value 1 to 255 visible ASCII characters
 */
record IdempotencyKey(String value) {
  static final String HEADER = "Idempotency-Key";

  /** The header that says an answer is about a job that an earlier request made. */
  static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

  /** The key of a request; fails with {@code INVALID_INPUT} when it is no key. */
  static Optional<IdempotencyKey> of(HttpHeaders headers) {
    List<String> given = headers.getOrEmpty(HEADER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String value = given.getFirst().strip();
    if (given.size() > 1 || !FORM.matcher(value).matches()) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT,
          "The header Idempotency-Key must be one word of 1 to 255 visible ASCII characters.");
    }
    return Optional.of(new IdempotencyKey(value));
  }

  /**
   * The id of the job that this key stands for: the same in every process and after every restart,
   * so that the engine, which knows an id only once, is the arbiter between repetitions.
   *
   * @param owner keys of different owners have nothing to do with each other
   */
  String jobId(String owner) {
    MessageDigest digest = Sha256.start();
    digest.update("reelway idempotency key".getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(owner.getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(value.getBytes(UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L; // version 8: made as we like
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
