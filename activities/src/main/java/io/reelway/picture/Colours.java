package io.reelway.picture;

/** What the colour values of a picture mean. */
public sealed interface Colours {
  /** What everything is that says nothing else. */
  record Srgb() implements Colours {}

  /** Described by an ICC profile, as it stands in the file: unchecked. */
  final class Profile implements Colours {
    private final byte[] icc;

    Profile(byte[] icc) {
      this.icc = icc.clone();
    }

    byte[] icc() {
      return icc.clone();
    }
  }

  /**
   * Described by numbers.
   *
   * @param primaries the colours of pure red, green and blue
   * @param transfer from values to light
   */
  record Coded(Primaries primaries, Transfer transfer) implements Colours {}
}
