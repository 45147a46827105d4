package io.reelway.job;

import java.util.Locale;

/** Where a running job stands. */
public enum Stage {
  FETCHING(10),
  PROBING(2),
  ENCODING(95),
  UPLOADING(99);

  private final double end;

  Stage(double end) {
    this.end = end;
  }

  /** The word used in JSON, e.g. {@code encoding}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Percent of the whole job that is done when the stage is; nearly all of a job is encoding. */
  double end() {
    return end;
  }
}
