package io.reelway.plan;

/**
 * Bytes of a file that follow each other.
 *
 * @param from offset of the first byte, 0 or more
 * @param to offset after the last byte; above {@code from}
 */
public record ByteSpan(long from, long to) {
  public ByteSpan {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("Not a span of bytes: " + from + " to " + to);
    }
  }
}
