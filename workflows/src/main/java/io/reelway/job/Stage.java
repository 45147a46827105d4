package io.reelway.job;

import java.util.Locale;

/** Where a running job stands. */
public enum Stage {
  FETCHING,
  PROBING,
  ENCODING,
  UPLOADING;

  /** The word used in JSON, e.g. {@code encoding}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
