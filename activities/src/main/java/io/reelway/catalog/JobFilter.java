package io.reelway.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a list of jobs. All of them must hold; an empty one always holds.
 *
 * @param owner owner of the jobs; empty when no keys are set
 * @param state state in the catalog
 * @param filename part of the filename, ignoring case
 * @param preset name of the preset
 * @param code the error code of failed jobs, e.g. {@code probe-failed}
 * @param externalId the client's own id
 * @param batchId the client's name for a group of jobs
 * @param createdAfter accepted at or after this time
 * @param createdBefore accepted before this time
 * @param metadata names with their values, all of which must match
 */
public record JobFilter(
    String owner,
    Optional<State> state,
    Optional<String> filename,
    Optional<String> preset,
    Optional<String> code,
    Optional<String> externalId,
    Optional<String> batchId,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    Map<String, String> metadata) {
  public JobFilter {
    metadata = Map.copyOf(metadata);
  }

  /** All jobs of an owner. */
  public static JobFilter of(String owner) {
    return new JobFilter(
        owner,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** Returns a copy for one state. */
  public JobFilter in(State wanted) {
    return new JobFilter(
        owner,
        Optional.of(wanted),
        filename,
        preset,
        code,
        externalId,
        batchId,
        createdAfter,
        createdBefore,
        metadata);
  }

  /** A state in the catalog. Only the engine knows whether an open job waits or runs. */
  public enum State {
    OPEN,
    DONE,
    FAILED
  }
}
