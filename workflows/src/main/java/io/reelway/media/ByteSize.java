package io.reelway.media;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written like {@code 5 GiB}, {@code 500MB} or {@code 1024}.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(I?)B?");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("Not a size: " + bytes);
    }
  }

  /**
   * Reads a size. {@code KB}, {@code MB}, {@code GB}, {@code TB} are powers of 1000, {@code KiB}
   * and so on powers of 1024, no unit means bytes.
   */
  public static ByteSize valueOf(String text) {
    Matcher parts = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size; write for example 500 MiB, 5 GiB or 1048576");
    }
    long unit = parts.group(3).isEmpty() ? 1000 : 1024;
    long factor = 1;
    for (int power = "KMGT".indexOf(parts.group(2));
        power >= 0 && !parts.group(2).isEmpty();
        power--) {
      factor *= unit;
    }
    return new ByteSize(Math.multiplyExact(Long.parseLong(parts.group(1)), factor));
  }

  /** The largest power of 1024 that divides it, e.g. {@code 5 GiB}; else bytes. */
  @Override
  public String toString() {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    long rest = bytes;
    int unit = 0;
    while (rest > 0 && rest % 1024 == 0 && unit < units.length - 1) {
      rest /= 1024;
      unit++;
    }
    return rest + " " + units[unit];
  }
}
