package io.reelway.image.strip;

import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.ColourTable;
import io.reelway.image.colour.Colours;
import io.reelway.image.format.PngFile;
import io.reelway.source.Bytes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/** A PNG, animated or not, without metadata. */
final class PngOriginal {
  private static final Set<String> PICTURE =
      Set.of(
          "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "fdAT", "gAMA", "cHRM", "sRGB",
          "cICP", "sBIT", "bKGD");

  private final DataOutputStream out;
  private final boolean keepProfile;
  private boolean hasExif;

  private PngOriginal(OutputStream out, boolean keepProfile) {
    this.out = new DataOutputStream(out);
    this.keepProfile = keepProfile;
  }

  static boolean strip(Bytes bytes, OutputStream out) throws IOException {
    PictureFile facts = PngFile.read(bytes);
    boolean keepProfile =
        facts.colours() instanceof Colours.Profile && ColourTable.of(facts.colours()).isPresent();
    PngOriginal original = new PngOriginal(out, keepProfile);
    bytes.copyTo(0, PngFile.SIGNATURE, out);
    PngFile.chunks(bytes, original::take);
    return true;
  }

  private void take(Bytes bytes, String name, long content, long length) throws IOException {
    if (PICTURE.contains(name)) {
      bytes.copyTo(content - 8, length + 12, out);
    } else if (name.equals("iCCP") && keepProfile && length <= Colours.LARGEST_PROFILE) {
      profile(bytes, content, (int) length);
    } else if (name.equals("eXIf") && !hasExif) {
      hasExif = true;
      Optional<byte[]> turned = Orientation.alone(bytes.part(content, length));
      if (turned.isPresent()) {
        chunk("eXIf", turned.get());
      }
    }
  }

  /**
   * Writes the profile under a neutral name, because its own name may identify the owner's screen
   * or printer. The new name is not longer than the old one.
   */
  private void profile(Bytes bytes, long content, int length) throws IOException {
    int name = (int) bytes.part(content, length).find(0, 0);
    byte[] compressed = bytes.copy(content + name + 1, length - name - 1);
    int letters = Math.min(3, name);
    byte[] renamed = new byte[compressed.length + letters + 1];
    System.arraycopy("ICC".getBytes(StandardCharsets.US_ASCII), 0, renamed, 0, letters);
    System.arraycopy(compressed, 0, renamed, letters + 1, compressed.length);
    chunk("iCCP", renamed);
  }

  private void chunk(String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.US_ASCII));
    checksum.update(content);
    out.writeInt(content.length);
    out.writeBytes(name);
    out.write(content);
    out.writeInt((int) checksum.getValue());
  }
}
