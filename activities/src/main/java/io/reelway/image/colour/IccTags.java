package io.reelway.image.colour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reelway.image.colour.ProfiledColours.UnusableProfileException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks the tags of an ICC profile before the colour engine reads them. The engine is native code
 * that cannot be interrupted. These checks limit what it allocates and computes by the actual size
 * of the profile.
 *
 * @see <a href="https://www.color.org/specification/ICC.1-2022-05.pdf">ICC.1:2022, clauses 7, 9 and
 *     10</a>
 */
final class IccTags {
  private static final int HEADER = 128;
  private static final int TAG = 12;

  /** The maximum number of tags: the engine's own limit. Real profiles have 10 to 30. */
  private static final int MOST = 100;

  /** Tags with a table from device values to colours. */
  private static final Set<String> TABLES = Set.of("A2B0", "A2B1", "A2B2");

  /**
   * Multi-process-element tags: a chain of computations that a profile can repeat tens of thousands
   * of times per colour. Browsers ignore these tags.
   */
  private static final Set<String> CHAINS =
      Set.of("D2B0", "D2B1", "D2B2", "D2B3", "B2D0", "B2D1", "B2D2", "B2D3");

  /**
   * The maximum size of all tags together, as a multiple of the profile. It exceeds 1 because some
   * editors let a tag begin inside of another.
   */
  private static final int OVERLAP = 2;

  private final ByteBuffer icc;

  private IccTags(byte[] icc) {
    this.icc = ByteBuffer.wrap(icc);
  }

  /**
   * Makes a profile safe for the engine.
   *
   * @param icc the profile. It is changed in place: tags that the engine must not use lose their
   *     names
   * @throws UnusableProfileException when tags lie outside of the profile or overlap too much, or
   *     when tables are larger than their tags
   */
  static byte[] bounded(byte[] icc) throws UnusableProfileException {
    try {
      new IccTags(icc).check();
    } catch (IndexOutOfBoundsException cutOff) {
      throw broken();
    }
    return icc;
  }

  private void check() throws UnusableProfileException {
    int count = icc.getInt(HEADER);
    if (count < 0 || count > MOST) {
      throw broken();
    }
    // Several names may share one place, as the curves of red, green and blue do.
    Set<Long> places = new HashSet<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      int at = HEADER + 4 + TAG * i;
      long place = icc.getLong(at + 4);
      int start = icc.getInt(at + 4);
      int size = icc.getInt(at + 8);
      if (start < 0 || size < 0 || start > icc.limit() - size) {
        throw broken();
      }
      sum += places.add(place) ? size : 0;
      String name = text(at);
      if (CHAINS.contains(name)) {
        // No tag has a number as its name. The engine refuses two tags of one name.
        icc.putInt(at, i);
      } else if (TABLES.contains(name)) {
        checkTable(start, size);
      }
    }
    if (sum > (long) OVERLAP * icc.limit()) {
      throw broken();
    }
  }

  private void checkTable(int start, int size) throws UnusableProfileException {
    int inputs = u8(start + 8);
    int outputs = u8(start + 9);
    if (inputs != channels()) {
      throw broken();
    }
    long values =
        switch (text(start)) {
          case "mft1" -> outputs * power(u8(start + 10), inputs);
          case "mft2" -> 2L * outputs * power(u8(start + 10), inputs);
          case "mAB " -> grid(start, inputs) * outputs;
          default -> throw broken();
        };
    if (values > size) {
      throw broken();
    }
  }

  /** The number of points in a table whose sides may differ in length; 0 when there is no table. */
  private long grid(int start, int inputs) {
    int table = icc.getInt(start + 24);
    if (table == 0) {
      return 0;
    }
    long points = 1;
    for (int i = 0; i < inputs; i++) {
      points *= u8(start + table + i);
    }
    return points;
  }

  private static long power(int base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  /** The number of channels per pixel; -1 for colour spaces that are not supported. */
  private int channels() {
    return switch (text(16)) {
      case "GRAY" -> 1;
      case "RGB " -> 3;
      case "CMYK" -> 4;
      default -> -1;
    };
  }

  private int u8(int at) {
    return icc.get(at) & 0xff;
  }

  private String text(int at) {
    byte[] letters = new byte[4];
    icc.get(at, letters);
    return new String(letters, ISO_8859_1);
  }

  private static UnusableProfileException broken() {
    return new UnusableProfileException("broken");
  }
}
