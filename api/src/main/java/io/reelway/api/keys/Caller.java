package io.reelway.api.keys;

import io.reelway.job.AcceptedJob;

/**
 * Who sends a request.
 *
 * @param owner the word that their jobs carry; empty when no key was needed
 * @param seesAll whether they may see the jobs of everyone
 */
public record Caller(String owner, boolean seesAll) {
  /** Name of the request attribute that holds the caller. */
  public static final String ATTRIBUTE = "reelway.caller";

  /** Anyone, when no keys are set; or the bearer of a signed link, which names its job. */
  public static final Caller ANYONE = new Caller("", true);

  static Caller holding(ApiKey key) {
    return new Caller(key.owner(), false);
  }

  /** Whether the job exists as far as they are concerned. */
  public boolean sees(AcceptedJob job) {
    return seesAll || owner.equals(job.owner());
  }
}
