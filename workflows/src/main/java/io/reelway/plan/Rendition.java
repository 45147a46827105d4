package io.reelway.plan;

import java.util.List;

/**
 * One wanted output with its attempts: if one cannot encode, the next one is tried.
 *
 * @param name unique within the plan
 * @param attempts the attempts in order, at least one
 */
public record Rendition(String name, List<Attempt> attempts) {
  /** The name of the rendition that every plan has. */
  public static final String MAIN = "main";

  public Rendition {
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("Rendition " + name + " has no attempt");
    }
  }

  /**
   * Its share of the work of a job, relative to other renditions: the time limit of the encoder,
   * which grows with the work.
   */
  public double weight() {
    return Math.max(1, attempts.getFirst().timeLimit().toMillis());
  }
}
