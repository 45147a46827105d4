package io.reelway.job;

import io.reelway.plan.StrategyId;
import java.util.List;

/**
 * A finished output of a job: what came of one rendition of its plan.
 *
 * @param name the rendition's name, unique within the job
 * @param strategy how it was made
 * @param files what it consists of, at least one; first the one that a client opens
 * @param facts what was measured of it
 */
public record Artifact(
    String name, StrategyId strategy, List<ArtifactFile> files, ArtifactFacts facts) {
  public Artifact {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("Artifact " + name + " has no file");
    }
  }

  /** The file that a client opens. */
  public ArtifactFile file() {
    return files.getFirst();
  }

  /** Bytes of all its files. */
  public long bytes() {
    return files.stream().mapToLong(ArtifactFile::bytes).sum();
  }
}
