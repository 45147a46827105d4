package io.reelway.plan;

import java.util.List;

/**
 * One wanted output, with the ways to make it: the next is tried when one cannot encode.
 *
 * @param name unique within the plan
 * @param attempts the ways, the first choice first; at least one
 */
public record Rendition(String name, List<Attempt> attempts) {
  public Rendition {
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("Rendition " + name + " has no way to be made");
    }
  }

  /**
   * Its share of the work of a job, relative to other renditions. The time that an encoder may take
   * grows with the work, so that serves as the measure.
   */
  public double weight() {
    return attempts.getFirst().timeLimit().toMillis();
  }
}
