package io.reelway.plan;

import org.jspecify.annotations.Nullable;

/**
 * The part of a source from which an output is made.
 *
 * @param crop the part of its picture; {@code null} for all of it
 * @param start seconds at which it begins, 0 or more; {@code null} for the start of the source, and
 *     for a still image of a video at a moment that is chosen by looking
 * @param duration its length in seconds, above 0; {@code null} until the end of the source
 */
public record Excerpt(@Nullable Crop crop, @Nullable Double start, @Nullable Double duration) {
  public Excerpt {
    if ((start != null && !(start >= 0)) || (duration != null && !(duration > 0))) {
      throw new IllegalArgumentException("Not a part of a source: " + duration + " s at " + start);
    }
  }

  /** Whether it leaves out time. */
  public boolean trims() {
    return start != null || duration != null;
  }
}
