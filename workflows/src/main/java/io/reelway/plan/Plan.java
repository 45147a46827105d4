package io.reelway.plan;

import java.util.List;
import java.util.Objects;

/**
 * The renditions to make of a source. It is the result of an activity, which the workflow only
 * follows, so that changes of presets or strategies cannot break running jobs.
 *
 * @param renditions the wanted outputs, with unique names; the first is the main one, which decides
 *     whether the job succeeds
 * @param refusals further outputs that cannot be made of the source
 */
public record Plan(List<Rendition> renditions, List<Refusal> refusals) {
  public Plan {
    renditions = List.copyOf(renditions);
    refusals = List.copyOf(Objects.requireNonNullElse(refusals, List.of()));
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException("A plan makes at least one rendition");
    }
    if (renditions.stream().map(Rendition::name).distinct().count() < renditions.size()) {
      throw new IllegalArgumentException("Two renditions of a plan have one name");
    }
  }

  /** A plan without refusals. */
  public Plan(List<Rendition> renditions) {
    this(renditions, List.of());
  }

  /**
   * An output that cannot be made.
   *
   * @param name the name of the output
   * @param code the {@code code} that clients read
   * @param message a sentence for the client
   */
  public record Refusal(String name, String code, String message) {}

  /** The main rendition, the target of {@code downloadUrl}. */
  public Rendition main() {
    return renditions.getFirst();
  }

  /** The other renditions. */
  public List<Rendition> further() {
    return renditions.subList(1, renditions.size());
  }

  /** Whether a rendition may be encoded in parts. */
  public boolean divides() {
    return renditions.stream()
        .flatMap(rendition -> rendition.attempts().stream())
        .anyMatch(attempt -> attempt.segmentLength() != null);
  }
}
