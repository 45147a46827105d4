package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The blocks of a GIF. */
public final class GifFile {
  public static final int HEADER = 13;
  static final int EXTENSION = 0x21;
  public static final int IMAGE = 0x2c;
  public static final int GRAPHIC_CONTROL = 0xf9;
  public static final int APPLICATION = 0xff;
  public static final int TRAILER = 0x3b;

  /** The bit of the control block that names a transparent colour. */
  private static final int TRANSPARENT = 1;

  private static final int VANISHES = 2;

  /** Delays in hundredths of a second. */
  private static final long LEAST_DELAY = 2;

  private static final long MOST_DELAY = 0xffff;

  private final List<Duration> delays = new ArrayList<>();
  private final CanvasCover cover = new CanvasCover();
  private Duration delay = Duration.ZERO;
  private int control;
  private boolean complete = true;

  private long screenWidth;
  private long screenHeight;
  private long width;
  private long height;
  private boolean whole;

  /** A GIF without the looping extension is played once. */
  private int plays = 1;

  private GifFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    GifFile file = new GifFile();
    file.screenWidth = bytes.little(6, 2);
    file.screenHeight = bytes.little(8, 2);
    file.width = file.screenWidth;
    file.height = file.screenHeight;
    try {
      blocks(bytes, file.new Reader());
    } catch (EOFException cutOff) {
      // The blocks before the cut count.
    }
    Animation animation = file.delays.size() > 1 ? new Animation(file.plays, file.delays) : null;
    boolean fits = file.width == file.screenWidth && file.height == file.screenHeight;
    return PictureFile.moving(
            new Colours.Srgb(), animation, Canvas.claimed(file.width, file.height))
        .with(Orientation.UPRIGHT, fits ? "bgra" : null)
        .opaque(fits && file.complete && file.cover.isOpaque());
  }

  /**
   * Corrects the delay of the last frame, which an encoder does not know. That frame gets the rest
   * of the length, but at least two hundredths of a second, because viewers replace less.
   *
   * @param length the duration of one play
   */
  public static void correct(Path file, Duration length) throws IOException {
    long[] control = {-1};
    long[] before = {0, 0};
    try (Bytes bytes = Bytes.of(file)) {
      blocks(
          bytes,
          (all, label, start, end) -> {
            if (label == GRAPHIC_CONTROL) {
              control[0] = start + 4;
              before[0] += before[1];
              before[1] = all.little(start + 4, 2);
            }
          });
    }
    if (control[0] < 0) {
      return;
    }
    long whole = Math.round(length.toNanos() / 1e7);
    long last = Math.clamp(whole - before[0], LEAST_DELAY, MOST_DELAY);
    Bytes.change(
        file, new TreeMap<>(Map.of(control[0], (byte) last, control[0] + 1, (byte) (last >> 8))));
  }

  /** Called for each block. */
  public interface Visitor {
    /**
     * Called at the start of an image. If its data are cut off, {@link #block} is not called for
     * it.
     */
    default void image(Bytes bytes, long start) throws IOException {}

    /**
     * Called for a complete block.
     *
     * @param label the label of an extension; {@link #IMAGE} for an image
     * @param start where the block starts
     * @param end where the next one starts
     */
    void block(Bytes bytes, int label, long start, long end) throws IOException;
  }

  /**
   * Visits all blocks up to the trailer.
   *
   * @return the position of the trailer, or of the block in its place
   */
  public static long blocks(Bytes bytes, Visitor visitor) throws IOException {
    long at = HEADER + (long) colours(bytes.u8(10));
    while (true) {
      switch (bytes.u8(at)) {
        case EXTENSION -> {
          long end = behind(bytes, at + 2);
          visitor.block(bytes, bytes.u8(at + 1), at, end);
          at = end;
        }
        case IMAGE -> {
          visitor.image(bytes, at);
          long end = behind(bytes, at + 11 + colours(bytes.u8(at + 9)));
          visitor.block(bytes, IMAGE, at, end);
          at = end;
        }
        default -> {
          return at;
        }
      }
    }
  }

  /** The size in bytes of the colour table that a block's flags announce; 0 for none. */
  public static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long behind(Bytes bytes, long subBlocks) throws IOException {
    long at = subBlocks;
    int length;
    do {
      length = bytes.u8(at);
      at += 1 + length;
    } while (length != 0);
    return at;
  }

  public static boolean isLooping(Bytes bytes, long start) throws IOException {
    return bytes.says("NETSCAPE2.0", start + 3) || bytes.says("ANIMEXTS1.0", start + 3);
  }

  /** Converts repetitions, which the file stores, to plays. 0 means forever in both. */
  private static int plays(int repetitions) {
    return repetitions == 0 ? 0 : repetitions + 1;
  }

  private final class Reader implements Visitor {
    /**
     * Enlarges the size of the file to that of the image: decoders allocate what an image claims
     * before they read its data.
     */
    @Override
    public void image(Bytes bytes, long start) throws IOException {
      complete = false;
      long place = bytes.little(start + 1, 4);
      long size = bytes.little(start + 5, 4);
      whole = place == 0 && (size & 0xffff) >= screenWidth && size >> 16 >= screenHeight;
      width = Math.max(width, (place & 0xffff) + (size & 0xffff));
      height = Math.max(height, (place >> 16) + (size >> 16));
    }

    @Override
    public void block(Bytes bytes, int label, long start, long end) throws IOException {
      switch (label) {
        case GRAPHIC_CONTROL -> {
          long fields = bytes.little(start + 3, 3);
          delay = Duration.ofMillis(10 * (fields >> 8));
          control = (int) fields & 0xff;
        }
        case APPLICATION -> {
          if (isLooping(bytes, start) && bytes.u8(start + 15) == 1) {
            plays = plays((int) bytes.little(start + 16, 2));
          }
        }
        case IMAGE -> {
          if (delays.size() < PictureFile.MOST_FRAMES) {
            bytes.budget().entry();
            delays.add(delay);
          }
          cover.draw(whole, (control & TRANSPARENT) != 0, /* replaces= */ false, disposal());
          complete = true;
          delay = Duration.ZERO;
          control = 0;
        }
        default -> {}
      }
    }

    private Compositor.Disposal disposal() {
      int disposal = control >> 2 & 7;
      if (disposal == VANISHES) {
        return Compositor.Disposal.VANISHES;
      }
      return disposal > VANISHES ? Compositor.Disposal.GIVES_BACK : Compositor.Disposal.STAYS;
    }
  }
}
