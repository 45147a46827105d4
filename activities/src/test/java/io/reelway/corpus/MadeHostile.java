package io.reelway.corpus;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** Files that lie about what they are, name others, or claim to be huge. */
final class MadeHostile {
  private MadeHostile() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] text() {
    return utf8("This is a text, whatever its name says.\n");
  }

  static byte[] html() {
    return utf8("<!DOCTYPE html><html><body>Please log in to this network.</body></html>\n");
  }

  static byte[] randomBytes() {
    byte[] bytes = new byte[64 << 10];
    new Random(1).nextBytes(bytes);
    bytes[0] = (byte) 0xFE; // no signature of any format
    return bytes;
  }

  static byte[] playlist(String names) {
    return utf8(
        """
        #EXTM3U
        #EXT-X-TARGETDURATION:10
        #EXTINF:10,
        %s
        #EXT-X-ENDLIST
        """
            .formatted(names));
  }

  static byte[] concatenation() {
    return utf8("ffconcat version 1.0\nfile /etc/passwd\n");
  }

  static byte[] session() {
    return utf8(
        """
        v=0
        o=- 0 0 IN IP4 127.0.0.1
        s=No Name
        c=IN IP4 127.0.0.1
        t=0 0
        m=video 5004 RTP/AVP 96
        a=rtpmap:96 H264/90000
        """);
  }

  static byte[] svgWithEntity() {
    return utf8(
        """
        <?xml version="1.0"?>
        <!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><text y="20">&x;</text></svg>
        """);
  }

  static byte[] svgWithImage() {
    return utf8(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">
          <image href="http://127.0.0.1:9/picture.png" width="100" height="100"/>
        </svg>
        """);
  }

  /** A GIF of 44 bytes with a canvas of four gigapixels. */
  static byte[] hugeGif() {
    return new byte[] {
      'G',
      'I',
      'F',
      '8',
      '9',
      'a',
      -1,
      -1,
      -1,
      -1,
      (byte) 0x80,
      0,
      0,
      0,
      0,
      0,
      -1,
      -1,
      -1, //
      0x21,
      (byte) 0xF9,
      4,
      0,
      0,
      0,
      0,
      0,
      0x2C,
      0,
      0,
      0,
      0,
      -1,
      -1,
      -1,
      -1,
      0,
      2,
      2,
      0x44,
      1,
      0,
      0x3B,
      0
    };
  }

  /** A valid header of ten gigapixels and a few bytes of data. */
  static byte[] hugePng() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(header)) {
      fields.writeInt(100_000);
      fields.writeInt(100_000);
      fields.write(new byte[] {8, 2, 0, 0, 0});
    }
    chunk(png, "IHDR", header.toByteArray());
    chunk(png, "IDAT", new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1});
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    DataOutputStream fields = new DataOutputStream(png);
    fields.writeInt(content.length);
    fields.write(name);
    fields.write(content);
    fields.writeInt((int) checksum.getValue());
  }
}
