package io.reelway.api.keys;

import io.reelway.job.AcceptedJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param owner owner id of their jobs; empty if no keys are set
 * @param seesAll whether they may see the jobs of everyone
 * @param createdAt they see only jobs created at that moment; {@code null}: at any
 */
public record Caller(String owner, boolean seesAll, @Nullable Instant createdAt) {
  /** Name of the request attribute that holds the caller. */
  public static final String ATTRIBUTE = "reelway.caller";

  /** The caller if no keys are set. */
  public static final Caller ANYONE = new Caller("", true, null);

  static Caller holding(ApiKey key) {
    return new Caller(key.owner(), false, null);
  }

  /**
   * The bearer of a signed link to one job. A new job under an {@code Idempotency-Key} may have the
   * id of a deleted one; the time of creation distinguishes them.
   */
  static Caller withLink(Instant createdAt) {
    return new Caller("", true, createdAt);
  }

  /** Whether a signed link was presented instead of a key. */
  public boolean hasLink() {
    return createdAt != null;
  }

  /** Whether the job is visible to this caller. */
  public boolean sees(AcceptedJob job) {
    return (seesAll || owner.equals(job.owner()))
        && (createdAt == null || createdAt.equals(job.createdAt()));
  }
}
