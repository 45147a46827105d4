package io.reelway.media;

import java.util.Locale;

/** The kind of a source, decided by its bytes, never by its name. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  /** Sound without a picture. */
  AUDIO;

  /** The word used in JSON: {@code image}, {@code video} or {@code audio}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
