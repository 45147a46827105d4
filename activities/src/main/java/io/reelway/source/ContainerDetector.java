package io.reelway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Tells the container from the first bytes of a file; names and declared types play no part. */
public final class ContainerDetector {
  /** Enough for three packets of a transport stream and for the first boxes of an MP4. */
  private static final int HEAD = 4096;

  private static final int TS_PACKET = 188;
  private static final int M2TS_PACKET = 192;

  /** Boxes that stand first in QuickTime files without {@code ftyp}. */
  private static final Set<String> QUICKTIME_BOXES =
      Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

  private static final Set<String> HEIF_BRANDS =
      Set.of(
          "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1",
          "msf1");

  /** Files of sound alone; a client gets a clear refusal instead of a probe that finds nothing. */
  private static final Set<String> AUDIO_BRANDS = Set.of("M4A ", "M4B ", "M4P ");

  private ContainerDetector() {}

  /** The container of a file, or nothing when it is none that is read. */
  public static Optional<Container> detect(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return detect(stream.readNBytes(HEAD));
    }
  }

  static Optional<Container> detect(byte[] bytes) {
    String head = new String(bytes, ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(Container.JPEG);
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(isAnimatedPng(head) ? Container.APNG : Container.PNG);
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of(Container.GIF);
    }
    if (head.startsWith("RIFF")) {
      return riff(head);
    }
    if (head.startsWith("BM") && isBitmapHeader(head)) {
      return Optional.of(Container.BMP);
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return Optional.of(Container.TIFF);
    }
    if (head.startsWith("\u001aE\u00df\u00a3")) {
      return Optional.of(Container.MATROSKA);
    }
    if (head.startsWith("FLV\u0001")) {
      return Optional.of(Container.FLV);
    }
    if (head.startsWith("0&\u00b2u\u008ef\u00cf\u0011")) {
      return Optional.of(Container.ASF);
    }
    if (head.startsWith("OggS")) {
      return Optional.of(Container.OGG);
    }
    if (head.startsWith("\u0006\u000e+4\u0002\u0005\u0001\u0001")) {
      return Optional.of(Container.MXF);
    }
    if (head.startsWith("\0\0\u0001\u00ba")) {
      return Optional.of(Container.MPEG_PS);
    }
    if (isTransportStream(head, 0, TS_PACKET) || isTransportStream(head, 4, M2TS_PACKET)) {
      return Optional.of(Container.MPEG_TS);
    }
    return isoMedia(head);
  }

  private static Optional<Container> riff(String head) {
    return switch (at(head, 8)) {
      case "WEBP" -> Optional.of(Container.WEBP);
      case "AVI ", "AVIX" -> Optional.of(Container.AVI);
      default -> Optional.empty();
    };
  }

  private static Optional<Container> isoMedia(String head) {
    String box = at(head, 4);
    if (box.equals("ftyp")) {
      String brand = at(head, 8);
      if (AUDIO_BRANDS.contains(brand)) {
        return Optional.empty();
      }
      return Optional.of(HEIF_BRANDS.contains(brand) ? Container.HEIF : Container.MP4);
    }
    boolean fragment = box.equals("styp") || box.equals("sidx") || box.equals("moof");
    return QUICKTIME_BOXES.contains(box) || fragment
        ? Optional.of(Container.MP4)
        : Optional.empty();
  }

  /** An {@code acTL} chunk before the first picture data makes the difference. */
  private static boolean isAnimatedPng(String head) {
    int animation = head.indexOf("acTL");
    int data = head.indexOf("IDAT");
    return animation > 0 && (data < 0 || animation < data);
  }

  /**
   * Two letters alone are too little: reserved fields are zero and the header size is a known one.
   */
  private static boolean isBitmapHeader(String head) {
    return head.length() > 18
        && head.startsWith("\0\0\0\0", 6)
        && Set.of(12, 40, 52, 56, 64, 108, 124).contains((int) head.charAt(14));
  }

  private static boolean isTransportStream(String head, int first, int packet) {
    for (int i = 0; i < 3; i++) {
      int sync = first + i * packet;
      if (head.length() <= sync || head.charAt(sync) != 'G') {
        return false;
      }
    }
    return true;
  }

  private static String at(String head, int offset) {
    return head.length() < offset + 4 ? "" : head.substring(offset, offset + 4);
  }
}
