package io.reelway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of a file, as characters 0 to 255. */
record MagicBytes(String text) {
  /** Enough for the packets of a transport stream after some junk. */
  private static final int LENGTH = 64 << 10;

  static MagicBytes of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return of(stream.readNBytes(LENGTH));
    }
  }

  static MagicBytes of(byte[] bytes) {
    return new MagicBytes(new String(bytes, ISO_8859_1));
  }

  int length() {
    return text.length();
  }

  boolean starts(String magic) {
    return text.startsWith(magic);
  }

  boolean has(String magic, int at) {
    return text.startsWith(magic, at);
  }

  /** The byte at a position; -1 beyond the end. */
  int u8(int at) {
    return at < text.length() ? text.charAt(at) : -1;
  }

  /** Four bytes as a big-endian number; -1 beyond the end. */
  long u32(int at) {
    return at + 4 > text.length()
        ? -1
        : (long) u8(at) << 24 | u8(at + 1) << 16 | u8(at + 2) << 8 | u8(at + 3);
  }

  /** Four bytes as letters; empty beyond the end. */
  String word(int at) {
    return at + 4 > text.length() ? "" : text.substring(at, at + 4);
  }
}
