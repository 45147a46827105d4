package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.source.Bytes;
import java.io.IOException;

/** The header of a BMP. */
public final class BmpFile {
  /** Of the first version, with short numbers. */
  private static final int OLD_HEADER = 12;

  private BmpFile() {}

  /** A negative height says that rows stand from top to bottom. */
  public static PictureFile read(Bytes bytes) throws IOException {
    boolean old = bytes.little(14, 4) == OLD_HEADER;
    Canvas canvas =
        old
            ? Canvas.claimed(bytes.little(18, 2), bytes.little(20, 2))
            : Canvas.claimed(bytes.little(18, 4), Math.abs((long) (int) bytes.little(22, 4)));
    return PictureFile.still(new Colours.Srgb(), null, canvas);
  }
}
