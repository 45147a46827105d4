package io.reelway.image.strip;

import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.ColourTable;
import io.reelway.image.colour.Colours;
import io.reelway.image.format.JpegFile;
import io.reelway.source.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A JPEG without metadata. */
final class JpegOriginal {
  private static final int APP0 = 0xe0;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int SHORTEST_JFIF = 14;
  private static final int ADOBE = 12;

  /** Version 1.1, square pixels, no thumbnail. */
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

  private final OutputStream out;
  private final boolean keepProfile;
  private boolean exifEnded;

  private JpegOriginal(OutputStream out, boolean keepProfile) {
    this.out = out;
    this.keepProfile = keepProfile;
  }

  static boolean strip(Bytes bytes, OutputStream out) throws IOException {
    PictureFile facts = JpegFile.read(bytes);
    boolean saidByExif = facts.colours() instanceof Colours.Coded;
    if (facts.cmyk() != null || saidByExif) {
      return false;
    }
    JpegOriginal original = new JpegOriginal(out, ColourTable.of(facts.colours()).isPresent());
    out.write(new byte[] {(byte) 0xff, (byte) 0xd8});
    long at = 0;
    while (true) {
      long scan = JpegFile.segments(bytes, at, original::take);
      long data = scan + 2 + bytes.u16(scan + 2);
      at = JpegFile.behindScan(bytes, data);
      bytes.copyTo(scan, at - scan, out);
      original.exifEnded = true;
      if (bytes.u8(at + 1) == JpegFile.EOI) {
        out.write(new byte[] {(byte) 0xff, (byte) JpegFile.EOI});
        return true;
      }
    }
  }

  private void take(Bytes bytes, int marker, long content, int length) throws IOException {
    switch (marker) {
      case APP0 -> {
        if (length >= SHORTEST_JFIF && bytes.says("JFIF\0", content)) {
          segment(APP0, JFIF);
        }
      }
      case JpegFile.APP1 -> {
        if (!exifEnded && JpegFile.isExif(bytes, marker, content, length)) {
          exifEnded = true;
          Optional<byte[]> turned = Orientation.alone(bytes.part(content, length));
          if (turned.isPresent()) {
            segment(JpegFile.APP1, exif(turned.get()));
          }
        }
      }
      case JpegFile.APP2 -> {
        if (keepProfile && bytes.says("ICC_PROFILE\0", content)) {
          segment(JpegFile.APP2, bytes.copy(content, length));
        }
      }
      case JpegFile.APP14 -> {
        if (length >= ADOBE && bytes.says("Adobe", content)) {
          segment(JpegFile.APP14, bytes.copy(content, ADOBE));
        }
      }
      default -> {
        boolean metadata = (marker >= APP0 && marker <= APP15) || marker == COMMENT;
        if (!metadata) {
          segment(marker, bytes.copy(content, length));
        }
      }
    }
  }

  private static byte[] exif(byte[] block) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(block);
    return content.toByteArray();
  }

  private void segment(int marker, byte[] content) throws IOException {
    int length = content.length + 2;
    out.write(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.write(content);
  }
}
