package io.reelway.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The family of MP4, QuickTime, 3GP, HEIF and AVIF. Their files consist of boxes, and the first box
 * names what the file is compatible with.
 *
 * @see <a href="https://mp4ra.org/registered-types/brands">the registry of brands</a>
 */
final class IsoMedia {
  /** Boxes that stand first in QuickTime files without {@code ftyp}, and in single fragments. */
  private static final Set<String> FIRST_BOXES =
      Set.of(
          "moov", "mdat", "wide", "free", "skip", "pnot", "uuid", "PICT", "pict", "styp", "sidx",
          "moof", "prft", "emsg");

  private static final Set<String> PICTURE_BRANDS =
      Set.of(
          "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1",
          "mif2", "msf1", "miaf", "jpeg");

  /**
   * A file with one of these as its major brand is a video, regardless of its compatible brands.
   */
  private static final Set<String> FILM_BRANDS =
      Set.of(
          "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "qt  ", "M4V ", "dash");

  private static final Set<String> REFUSED_BRANDS = Set.of("crx ", "jpx ", "jp2 ", "jxl ", "jxs ");

  /** Maximum number of brands in a {@code ftyp} box. Real files have fewer than ten. */
  private static final int MOST_BRANDS = 64;

  private IsoMedia() {}

  static Optional<Container> detect(MagicBytes head) {
    String box = head.word(4);
    if (!box.equals("ftyp")) {
      return FIRST_BOXES.contains(box) && isSize(head.u32(0))
          ? Optional.of(Container.MP4)
          : Optional.empty();
    }
    List<String> brands = brands(head);
    if (brands.isEmpty() || REFUSED_BRANDS.contains(brands.getFirst())) {
      return Optional.empty();
    }
    boolean picture =
        brands.stream().anyMatch(PICTURE_BRANDS::contains)
            && !FILM_BRANDS.contains(brands.getFirst());
    return Optional.of(picture ? Container.HEIF : Container.MP4);
  }

  /** The major brand, then the compatible ones; a version is between them. */
  private static List<String> brands(MagicBytes head) {
    List<String> brands = new ArrayList<>();
    long end = Math.min(head.u32(0), 16 + 4 * MOST_BRANDS);
    for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
      brands.add(head.word(at));
    }
    return brands;
  }

  /**
   * Whether a box size is valid. 0 means to the end of the file, 1 means that a longer number
   * follows; any other size includes the header of the box.
   */
  private static boolean isSize(long size) {
    return size == 0 || size == 1 || size >= 8;
  }
}
