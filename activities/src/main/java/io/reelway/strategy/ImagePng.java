package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.plan.MediaType;
import java.util.List;
import java.util.Set;

/**
 * PNG: exact pixels with 8 bits per channel, and transparency. It has no animations: browsers show
 * animated PNGs, but much else shows only their first frame.
 */
public final class ImagePng extends ImageStrategy {
  /** The longest side that browsers decode; the format has no limit of its own. */
  private static final int LONGEST_SIDE = 32_767;

  public ImagePng() {
    super("image-png", MediaType.PNG, LONGEST_SIDE);
  }

  @Override
  public Set<String> encoders() {
    return Set.of("png");
  }

  @Override
  public boolean keepsAlpha() {
    return true;
  }

  @Override
  protected boolean keepsAnimation() {
    return false;
  }

  @Override
  protected boolean hasLosslessMode() {
    return true;
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  protected boolean isLossless(ImageTask task) {
    return true;
  }

  @Override
  public boolean hasQuality() {
    return false;
  }

  @Override
  protected List<String> rgbStorage(Picture picture, boolean converted) {
    if (picture.alpha()) {
      return List.of("format=rgba");
    }
    boolean gray =
        picture.pixelFormat().startsWith("gray") || picture.pixelFormat().startsWith("mono");
    return gray && !converted ? List.of("format=gray") : List.of("format=gbrp", "format=rgb24");
  }

  /** The values were measured; see decision 0109. */
  @Override
  protected List<String> options(ImageTask task) {
    return List.of(
        "-c:v",
        "png",
        "-compression_level",
        "6",
        "-pred",
        task.style() == ImageStyle.PHOTO ? "paeth" : "none",
        "-threads",
        "1",
        "-f",
        "image2pipe");
  }
}
