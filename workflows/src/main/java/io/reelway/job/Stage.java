package io.reelway.job;

import java.util.Locale;

/** Where a running job stands. */
public enum Stage {
  FETCHING(10, 1),
  PROBING(2, 1),
  ENCODING(95, 0.75),
  UPLOADING(99, 1);

  private final double end;
  private final double share;

  /**
   * @param end percent of the whole job that no try of this stage passes
   * @param share part of the way there that one try takes, above 0, at most 1
   */
  Stage(double end, double share) {
    this.end = end;
    this.share = share;
  }

  /** The word used in JSON, e.g. {@code encoding}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Percent of the whole job that is done when this try of the stage is; nearly all of a job is
   * encoding. An encode takes a part of what is left, so that the next strategy, or the same one on
   * another host, still has a part to move in.
   *
   * @param begun percent of the whole job when this try began
   */
  double endFrom(double begun) {
    return begun >= end ? begun : begun + (end - begun) * share;
  }
}
