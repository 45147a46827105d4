package io.reelway.job;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a client for its job. The server returns and searches them, and never interprets them.
 *
 * @param externalId the client's own id, 1 to 128 characters (code points) without U+0000; {@code
 *     null} for none
 * @param batchId the client's name for a group of jobs, 1 to 64 letters, digits and dashes; {@code
 *     null} for none
 * @param metadata at most 20 names with their values, 2 KiB of UTF-8 together
 */
public record JobLabels(
    @Nullable String externalId, @Nullable String batchId, Map<String, String> metadata) {
  /** No labels. */
  public static final JobLabels NONE = new JobLabels(null, null, Map.of());

  private static final int LONGEST_ID = 128;
  private static final String BATCH_ID = "[A-Za-z0-9-]{1,64}";
  private static final int MOST_PAIRS = 20;
  private static final int MOST_BYTES = 2048;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public JobLabels {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (externalId != null
        && (externalId.isEmpty()
            || externalId.codePointCount(0, externalId.length()) > LONGEST_ID)) {
      throw new IllegalArgumentException("externalId has 1 to " + LONGEST_ID + " characters.");
    }
    if (batchId != null && !batchId.matches(BATCH_ID)) {
      throw new IllegalArgumentException(
          "batchId has 1 to 64 letters (A-Z, a-z), digits and dashes.");
    }
    if (hasNull(externalId) || metadata.toString().indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "externalId and metadata must not contain the character U+0000.");
    }
    if (metadata.size() > MOST_PAIRS) {
      throw new IllegalArgumentException("metadata holds at most " + MOST_PAIRS + " pairs.");
    }
    int bytes =
        metadata.entrySet().stream()
            .mapToInt(pair -> bytes(pair.getKey()) + bytes(pair.getValue()))
            .sum();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "metadata holds at most " + MOST_BYTES + " bytes, names and values together.");
    }
  }

  /**
   * Creates the labels of a new job. Those of earlier jobs may contain what this refuses.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static JobLabels of(
      @Nullable String externalId, @Nullable String batchId, Map<String, String> metadata) {
    if (hasHalfPair(externalId) || hasHalfPair(metadata.toString())) {
      throw new IllegalArgumentException(
          "externalId and metadata must not contain half a surrogate pair.");
    }
    return new JobLabels(externalId, batchId, metadata);
  }

  /** Databases cannot store this character. */
  private static boolean hasNull(@Nullable String text) {
    return text != null && text.indexOf('\0') >= 0;
  }

  /** Such a text has no UTF-8, so databases and clients would get another one. */
  private static boolean hasHalfPair(@Nullable String text) {
    return text != null
        && text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  /** Its length in UTF-8. */
  private static int bytes(String text) {
    return text.codePoints()
        .map(letter -> letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4)
        .sum();
  }
}
