package io.reelway.catalog.sql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name of a file as lists search it: in lower case, and short enough for an index. An entry of
 * an index of PostgreSQL has at most 2704 bytes, and a name shares it with other columns.
 */
final class SearchName {
  private static final int MOST_BYTES = 2000;

  private SearchName() {}

  static String of(String filename) {
    CharBuffer letters = CharBuffer.wrap(filename.toLowerCase(Locale.ROOT));
    // Ends in front of the first character that does not fit.
    StandardCharsets.UTF_8.newEncoder().encode(letters, ByteBuffer.allocate(MOST_BYTES), true);
    return letters.flip().toString();
  }
}
