package io.reelway.media;

/** What a source is, decided from its bytes, never from its name. */
public enum MediaKind {
  IMAGE,
  VIDEO;

  /** The word used in JSON: {@code image} or {@code video}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
