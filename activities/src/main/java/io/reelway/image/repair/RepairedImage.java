package io.reelway.image.repair;

import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A copy of an image with the same pixels, in a form that ffmpeg reads. ffmpeg refuses some files
 * that every browser shows, because of a block beside the image that it cannot parse, or because of
 * a rare way to store the image.
 */
public final class RepairedImage {
  private RepairedImage() {}

  /**
   * Returns the file that ffmpeg must read instead of a source. A damaged file is returned
   * unchanged: the decoder finds out whether it can be used. The copy of a GIF has an additional
   * empty frame at the start.
   *
   * @param copy where a copy is written if one is needed
   * @return the copy, or the source when ffmpeg reads it as it is
   */
  public static Path of(Path source, Container container, Path copy) throws IOException {
    try (Bytes bytes = Bytes.of(source)) {
      boolean repaired =
          switch (container) {
            case PNG, APNG -> PngRepair.write(bytes, container == Container.APNG, copy);
            case BMP -> BmpRepair.write(bytes, copy);
            case GIF -> GifRepair.write(bytes, copy);
            case HEIF -> HeifRepair.write(bytes, copy);
            default -> false;
          };
      return repaired ? copy : source;
    } catch (EOFException damaged) {
      return source;
    }
  }
}
