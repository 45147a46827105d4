package io.reelway.image.strip;

import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.ColourTable;
import io.reelway.image.format.WebpFile;
import io.reelway.source.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A WebP, animated or not, without metadata. */
final class WebpOriginal {
  private static final Set<String> PICTURE = Set.of("VP8X", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L");
  private static final int HAS_PROFILE = 0x20;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;

  private final OutputStream out;
  private final boolean keepProfile;
  private byte[] orientationExif = new byte[0];
  private boolean hasExif;
  private boolean extended;
  private int flags;

  private WebpOriginal(OutputStream out, boolean keepProfile) {
    this.out = out;
    this.keepProfile = keepProfile;
  }

  static boolean strip(Bytes bytes, Path target) throws IOException {
    PictureFile facts = WebpFile.read(bytes);
    WebpOriginal original;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      original = new WebpOriginal(out, ColourTable.of(facts.colours()).isPresent());
      bytes.copyTo(0, WebpFile.HEADER, out);
      // Bytes after the announced end are not part of the image.
      long end = Math.min(bytes.size(), 8 + bytes.little(4, 4));
      WebpFile.chunks(bytes.part(0, end), WebpFile.HEADER, original::take);
      original.writeOrientation();
    }
    original.writeFlags(target);
    return true;
  }

  private void take(Bytes bytes, String name, long content, long length) throws IOException {
    if (name.equals("VP8X")) {
      extended = true;
      flags = bytes.u8(content);
    }
    if (PICTURE.contains(name) || (name.equals("ICCP") && keepProfile)) {
      bytes.copyTo(content - 8, 8 + length, out);
      if (length % 2 == 1) {
        out.write(0);
      }
    } else if (name.equals("EXIF") && !hasExif) {
      hasExif = true;
      Optional<byte[]> alone = Orientation.alone(bytes.part(content, length));
      orientationExif = alone.orElse(orientationExif);
    }
  }

  private void writeOrientation() throws IOException {
    if (orientationExif.length > 0 && extended) {
      out.write("EXIF".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {(byte) orientationExif.length, 0, 0, 0});
      out.write(orientationExif);
    }
  }

  /**
   * Corrects the length and the flags at the start of the file, which depend on what was written.
   */
  private void writeFlags(Path target) throws IOException {
    long length = Files.size(target) - 8;
    Map<Long, Byte> changes = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      changes.put(4L + i, (byte) (length >> (8 * i)));
    }
    if (extended) {
      int kept = flags & ~(HAS_XMP | HAS_EXIF | (keepProfile ? 0 : HAS_PROFILE));
      long position = WebpFile.HEADER + 8L;
      changes.put(position, (byte) (orientationExif.length > 0 ? kept | HAS_EXIF : kept));
    }
    Bytes.change(target, changes);
  }
}
