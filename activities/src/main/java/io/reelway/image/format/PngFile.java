package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.image.colour.Primaries;
import io.reelway.image.colour.Transfer;
import io.reelway.source.Bytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG, animated or not. */
public final class PngFile {
  public static final int SIGNATURE = 8;

  /** The minimum length of chunks in bytes. A shorter chunk is broken and ignored. */
  private static final Map<String, Integer> LENGTHS =
      Map.of("IHDR", 13, "cICP", 4, "gAMA", 4, "cHRM", 32, "acTL", 8, "fcTL", 26);

  /** The bit for colour in the colour type; a palette has it too. */
  private static final int COLOURED = 2;

  /** The unit of chromaticities and gamma in a PNG. */
  private static final double HUNDRED_THOUSANDTHS = 1e-5;

  private final List<Duration> delays = new ArrayList<>();
  private boolean profiled;
  private Colours.@Nullable Profile profile;
  private @Nullable Colours coded;
  private @Nullable Primaries primaries;
  private double gamma;
  private boolean srgb;
  private @Nullable Canvas canvas;
  private boolean gray;
  private boolean animated;
  private boolean clearing;
  private boolean uncovered;
  private int plays;
  private @Nullable Orientation orientation;
  private @Nullable String pixelFormat;
  private boolean pixels;
  private boolean transparent;

  private PngFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    PngFile file = new PngFile();
    try {
      chunks(bytes, file::take);
    } catch (EOFException cutOff) {
      // The chunks before the cut count.
    }
    Animation animation =
        file.animated && file.delays.size() > 1 ? new Animation(file.plays, file.delays) : null;
    boolean seenThrough = animation != null && file.uncovered;
    String pixelFormat = file.pixelFormat;
    return PictureFile.moving(file.colours(), animation, file.canvas)
        .with(
            file.orientation == null ? Orientation.UPRIGHT : file.orientation,
            seenThrough && pixelFormat != null
                ? PngPixelFormat.withAlpha(pixelFormat)
                : pixelFormat)
        .opaque(!seenThrough && !file.transparent && PngPixelFormat.PALETTE.equals(pixelFormat));
  }

  /** Called for each chunk. */
  public interface Visitor {
    /**
     * Called for one chunk.
     *
     * @param content the position of its content; the name precedes it, and the checksum follows it
     */
    void chunk(Bytes bytes, String name, long content, long length) throws IOException;
  }

  /**
   * Visits all chunks up to the end of the image.
   *
   * @return the position of that end
   */
  public static long chunks(Bytes bytes, Visitor visitor) throws IOException {
    long at = SIGNATURE;
    String name;
    do {
      long length = bytes.u32(at);
      name = bytes.name(at + 4);
      visitor.chunk(bytes, name, at + 8, length);
      at += 12 + length;
    } while (!name.equals("IEND") && at < bytes.size());
    return at;
  }

  private void take(Bytes bytes, String name, long content, long length) throws IOException {
    if (length < LENGTHS.getOrDefault(name, 0)) {
      return;
    }
    switch (name) {
      case "IHDR" -> {
        canvas = Canvas.claimed(bytes.u32(content), bytes.u32(content + 4));
        gray = (bytes.u8(content + 9) & COLOURED) == 0;
        pixelFormat = PngPixelFormat.of(bytes.u8(content + 8), bytes.u8(content + 9));
      }
      case "iCCP" -> {
        // A second one is not allowed, and unpacking a thousand would take long.
        if (!profiled) {
          profiled = true;
          profile = profile(bytes, content, (int) Math.min(length, Colours.LARGEST_PROFILE));
        }
      }
      case "tRNS" -> {
        if (pixelFormat != null && !pixels) {
          transparent = true;
          pixelFormat = PngPixelFormat.withTransparency(pixelFormat);
        }
      }
      case "IDAT" -> pixels = true;
      case "eXIf" -> {
        // Of several blocks, browsers read the first.
        if (orientation == null) {
          orientation = Orientation.of(bytes.part(content, length));
        }
      }
      case "cICP" -> coded = coded(bytes.u8(content), bytes.u8(content + 1));
      case "sRGB" -> srgb = true;
      case "gAMA" -> gamma = bytes.u32(content) * HUNDRED_THOUSANDTHS;
      case "cHRM" -> primaries = primaries(bytes, content);
      case "acTL" -> {
        animated = true;
        plays = (int) Math.min(Animation.MOST_PLAYS, bytes.u32(content + 4));
      }
      case "fcTL" -> {
        if (delays.size() < PictureFile.MOST_FRAMES) {
          bytes.budget().entry();
          frame(bytes, content);
        }
      }
      default -> {}
    }
  }

  private void frame(Bytes bytes, long content) throws IOException {
    boolean first = delays.isEmpty();
    boolean small =
        canvas != null && bytes.u32(content + 4) * bytes.u32(content + 8) < canvas.pixels();
    uncovered |= clearing || (first && small);
    clearing = AnimatedPng.clears(delays.size(), bytes.u8(content + 24));
    delays.add(delay(bytes.u16(content + 20), bytes.u16(content + 22)));
  }

  private static Duration delay(int numerator, int denominator) {
    return Duration.ofNanos(1_000_000_000L * numerator / (denominator == 0 ? 100 : denominator));
  }

  /**
   * Reads a profile: a name of at most 79 letters, a zero, the method, and the compressed profile.
   */
  private static Colours.@Nullable Profile profile(Bytes bytes, long content, int length)
      throws IOException {
    byte[] chunk = bytes.copy(content, length);
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    if (name + 2 > chunk.length) {
      return null;
    }
    InputStream compressed = new ByteArrayInputStream(chunk, name + 2, chunk.length - name - 2);
    try (InputStream inflated = new InflaterInputStream(compressed)) {
      bytes.budget().keep(Colours.LARGEST_PROFILE);
      return new Colours.Profile(inflated.readNBytes(Colours.LARGEST_PROFILE));
    } catch (ZipException | EOFException broken) {
      return null;
    }
  }

  private static @Nullable Colours coded(int primaries, int transfer) {
    Optional<Primaries> known = Primaries.numbered(primaries);
    Optional<Transfer> curve = Transfer.numbered(transfer);
    return known.isPresent() && curve.isPresent()
        ? new Colours.Coded(known.get(), curve.get())
        : null;
  }

  /** Reads the xy coordinates of white, red, green and blue, in that order. */
  private static @Nullable Primaries primaries(Bytes bytes, long content) throws IOException {
    double[] xy = new double[8];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = bytes.u32(content + 4L * i) * HUNDRED_THOUSANDTHS;
    }
    Primaries declared = new Primaries(xy[2], xy[3], xy[4], xy[5], xy[6], xy[7], xy[0], xy[1]);
    return declared.spanColours() ? declared : null;
  }

  /** The order of precedence is that of the PNG specification, third edition. */
  private Colours colours() {
    if (coded != null) {
      return coded;
    }
    if (profile != null && profile.fits(gray)) {
      return profile;
    }
    return srgb ? new Colours.Srgb() : measured();
  }

  /** The colours of the gamma and the primaries. Programs that mean sRGB write a gamma of 1/2.2. */
  private Colours measured() {
    boolean isLikeSrgb = gamma <= 0.1 || gamma > 2 || Math.abs(gamma - 1 / 2.2) < 0.01;
    if (isLikeSrgb && primaries == null) {
      return new Colours.Srgb();
    }
    Primaries colours = primaries == null ? Primaries.BT709 : primaries;
    Transfer transfer = isLikeSrgb ? Transfer.SRGB : Transfer.power(1 / gamma);
    return new Colours.Coded(colours, transfer);
  }
}
