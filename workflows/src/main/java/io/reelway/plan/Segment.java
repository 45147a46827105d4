package io.reelway.plan;

import org.jspecify.annotations.Nullable;

/**
 * A part of a video that is encoded on its own. It owns the frames whose presentation time is at or
 * after its start, and before its end. All times are seconds after the origin of the source.
 *
 * @param index position in the video, from 0
 * @param start seconds
 * @param end seconds; after the start
 * @param seek seconds at which reading begins, so that the first frame can be decoded; {@code null}
 *     to begin with the source
 * @param frames number of its frames, above 0
 * @param times digest of the times of its frames, relative to the first
 * @param bytes bytes of the source that its decoder reads, besides the headers; {@code null} if
 *     they are unknown, or if the container needs all of the file
 */
public record Segment(
    int index,
    double start,
    double end,
    @Nullable Double seek,
    long frames,
    String times,
    @Nullable ByteSpan bytes) {
  public Segment {
    // Written so that it also refuses what is not a number.
    boolean ordered = start >= 0 && end > start && Double.isFinite(end);
    if (index < 0 || frames < 1 || !ordered) {
      throw new IllegalArgumentException(
          "Not a segment: %d, %s to %s, %d frames".formatted(index, start, end, frames));
    }
  }

  /** A segment whose decoder may read all of the file. */
  public Segment(
      int index, double start, double end, @Nullable Double seek, long frames, String times) {
    this(index, start, end, seek, frames, times, null);
  }

  /** Its length in seconds, above 0. */
  public double length() {
    return end - start;
  }
}
