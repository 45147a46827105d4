package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Set;

/** The header of a BMP. */
public final class BmpFile {
  /** Of the first version, with short numbers. */
  private static final int OLD_HEADER = 12;

  /** Compression numbers of pixels whose fields are described by masks. */
  private static final Set<Long> MASKED = Set.of(3L, 6L);

  /** Behind the masks for red, green and blue. */
  private static final int ALPHA_MASK = 66;

  /** A header from this length on has the masks in it; behind a shorter one come three or four. */
  private static final int WITH_ALPHA_MASK = 56;

  private static final long FOUR_MASKS = 6;

  private BmpFile() {}

  /** Only a mask makes the fourth byte of a pixel transparency; without one it is padding. */
  private static boolean hasAlpha(Bytes bytes, boolean old) throws IOException {
    if (old || bytes.size() < ALPHA_MASK + 4) {
      return false;
    }
    long compression = bytes.little(30, 4);
    return MASKED.contains(compression)
        && (bytes.little(14, 4) >= WITH_ALPHA_MASK || compression == FOUR_MASKS)
        && bytes.little(ALPHA_MASK, 4) != 0;
  }

  /** A negative height says that rows stand from top to bottom. */
  public static PictureFile read(Bytes bytes) throws IOException {
    boolean old = bytes.little(14, 4) == OLD_HEADER;
    Canvas canvas =
        old
            ? Canvas.claimed(bytes.little(18, 2), bytes.little(20, 2))
            : Canvas.claimed(bytes.little(18, 4), Math.abs((long) (int) bytes.little(22, 4)));
    return new PictureFile(
        new Colours.Srgb(), null, null, canvas, null, false, !hasAlpha(bytes, old));
  }
}
