package io.reelway.plan;

import java.util.List;

/**
 * What will be made of one source. An activity's result that the workflow merely walks, so that
 * editing presets or strategies cannot break running jobs.
 *
 * @param renditions the wanted outputs, with names of their own; first the main one, which decides
 *     over the job
 */
public record Plan(List<Rendition> renditions) {
  public Plan {
    renditions = List.copyOf(renditions);
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException("A plan makes at least one rendition");
    }
    if (renditions.stream().map(Rendition::name).distinct().count() < renditions.size()) {
      throw new IllegalArgumentException("Two renditions of a plan have one name");
    }
  }

  /** The rendition that {@code downloadUrl} leads to. */
  public Rendition main() {
    return renditions.getFirst();
  }

  /** The other renditions. */
  public List<Rendition> further() {
    return renditions.subList(1, renditions.size());
  }
}
