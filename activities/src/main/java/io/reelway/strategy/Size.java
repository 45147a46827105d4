package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Picture;

/** Width and height in pixels. */
public record Size(int width, int height) {

  /**
   * The largest size in the source's shape that respects the preset and never exceeds the source.
   *
   * <p>The preset caps the width of an image, but the long side of a video: otherwise a portrait
   * phone clip would be delivered larger than a landscape one. Both sides of a video are even, as
   * H.264 and VP9 with 4:2:0 colour require.
   */
  static Size fit(Picture source, MediaKind kind, int maxWidth) {
    int capped =
        kind == MediaKind.VIDEO ? Math.max(source.width(), source.height()) : source.width();
    double scale = Math.min(1, (double) maxWidth / capped);
    return near(source, kind, source.width() * scale, source.height() * scale);
  }

  /** The nearest size that an output can have, which is not above the source. */
  static Size near(Picture source, MediaKind kind, double width, double height) {
    return kind == MediaKind.VIDEO
        ? new Size(even(source.width(), width), even(source.height(), height))
        : new Size(whole(width), whole(height));
  }

  /** Scales down to a maximum side length, keeping the aspect ratio. */
  Size within(int longest) {
    double scale = Math.min(1, (double) longest / Math.max(width, height));
    return scale == 1 ? this : new Size(whole(width * scale), whole(height * scale));
  }

  private static int whole(double side) {
    return Math.max(1, (int) Math.round(side));
  }

  /** The nearest even number, but not above the source; a single pixel becomes two. */
  private static int even(int source, double side) {
    int nearest = (int) Math.round(side / 2) * 2;
    return Math.max(2, nearest > source ? source - source % 2 : nearest);
  }
}
