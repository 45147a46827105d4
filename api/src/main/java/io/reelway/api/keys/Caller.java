package io.reelway.api.keys;

import io.reelway.job.AcceptedJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param owner the word that their jobs carry; empty when no key was needed
 * @param seesAll whether they may see the jobs of everyone
 * @param createdAt they see only jobs of that moment; {@code null}: of any
 */
public record Caller(String owner, boolean seesAll, @Nullable Instant createdAt) {
  /** Name of the request attribute that holds the caller. */
  public static final String ATTRIBUTE = "reelway.caller";

  /** Anyone, when no keys are set. */
  public static final Caller ANYONE = new Caller("", true, null);

  static Caller holding(ApiKey key) {
    return new Caller(key.owner(), false, null);
  }

  /**
   * The bearer of a signed link, which names its job. An {@code Idempotency-Key} gives a job that
   * is made again the id of one that was erased; the moment tells them apart.
   */
  static Caller withLink(Instant createdAt) {
    return new Caller("", true, createdAt);
  }

  /** Whether the job exists as far as they are concerned. */
  public boolean sees(AcceptedJob job) {
    return (seesAll || owner.equals(job.owner()))
        && (createdAt == null || createdAt.equals(job.createdAt()));
  }
}
