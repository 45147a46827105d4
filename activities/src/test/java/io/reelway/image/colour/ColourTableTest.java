package io.reelway.image.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import org.junit.jupiter.api.Test;

/** When the colours of an image need a table. */
class ColourTableTest {
  private static final Colours ADOBE_RGB =
      new Colours.Coded(Primaries.ADOBE_RGB, Transfer.power(563 / 256.0));

  @Test
  void aProfileOfSrgbNeedsNone() {
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    assertThat(ColourTable.of(new Colours.Profile(icc))).isEmpty();
  }

  /** Camera makers and programs write sRGB with different roundings. */
  @Test
  void coloursThatDifferFromSrgbByLessThanIsSeenNeedNone() {
    Primaries rounded = new Primaries(0.6402, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290);

    assertThat(ColourTable.of(new Colours.Coded(rounded, Transfer.SRGB))).isEmpty();
  }

  @Test
  void otherColoursNeedOne() {
    assertThat(ColourTable.of(ADOBE_RGB)).isPresent();
    assertThat(ColourTable.of(new Colours.Coded(Primaries.BT709, Transfer.power(1.8)))).isPresent();
  }

  @Test
  void theTableOfAProfileIsComputedOnce() {
    assertThat(ColourTable.of(ADOBE_RGB).orElseThrow())
        .isSameAs(ColourTable.of(ADOBE_RGB).orElseThrow());
  }
}
