package io.reelway.plan;

import java.util.List;

/**
 * What will be made of one source. An activity's result that the workflow merely walks, so that
 * editing presets or strategies cannot break running jobs.
 *
 * @param renditions the wanted outputs; today one
 */
public record Plan(List<Rendition> renditions) {
  public Plan {
    renditions = List.copyOf(renditions);
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException("A plan makes at least one rendition");
    }
  }

  /** The rendition that {@code downloadUrl} leads to. */
  public Rendition primary() {
    return renditions.getFirst();
  }
}
