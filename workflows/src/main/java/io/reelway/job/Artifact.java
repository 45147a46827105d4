package io.reelway.job;

import io.reelway.plan.StrategyId;
import java.util.List;
import java.util.Optional;

/**
 * A finished output of a job: the result of one rendition of its plan.
 *
 * @param name name of the rendition, unique within the job
 * @param strategy the strategy that made it
 * @param files its files, at least one; the first is the one that a client opens
 * @param facts its measured facts
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

  /** The file with that path; empty without one. */
  public Optional<ArtifactFile> file(String path) {
    return files.stream().filter(file -> path.equals(file.path())).findFirst();
  }

  /** Total bytes of its files. */
  public long bytes() {
    return files.stream().mapToLong(ArtifactFile::bytes).sum();
  }
}
