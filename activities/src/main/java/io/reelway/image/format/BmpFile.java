package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.source.BmpHeader;
import io.reelway.source.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The header of a BMP. */
public final class BmpFile {
  private BmpFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    BmpHeader header = BmpHeader.read(bytes);
    Canvas canvas = Canvas.claimed(header.width(), Math.abs((long) header.height()));
    return new PictureFile(new Colours.Srgb(), null, null, canvas, null, false, !header.hasAlpha())
        .with(Orientation.UPRIGHT, pixelFormat(header));
  }

  /** The pixel format to which ffmpeg decodes; {@code null} for rows with masks. */
  private static @Nullable String pixelFormat(BmpHeader header) {
    return switch (header.bits()) {
      case 1, 4, 8 -> "pal8";
      case 24 -> "bgr24";
      default -> null;
    };
  }
}
