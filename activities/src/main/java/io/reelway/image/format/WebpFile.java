package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP, animated or not. */
public final class WebpFile {
  public static final int HEADER = 12;

  /** The bits that hold one side of the size. */
  private static final int SIDE = 0x3fff;

  /** The bit of lossless data that says whether pixels may be transparent. */
  private static final int ALPHA_USED = 1 << 28;

  private final List<Duration> delays = new ArrayList<>();
  private Colours colours = new Colours.Srgb();
  private @Nullable Canvas canvas;
  private boolean animated;
  private int plays;
  private @Nullable Orientation orientation;
  private boolean alpha;
  private boolean opaque;
  private final CanvasCover cover = new CanvasCover();
  private @Nullable String pixelFormat;

  private WebpFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    WebpFile file = new WebpFile();
    try {
      chunks(bytes, HEADER, file::take);
    } catch (EOFException cutOff) {
      // The chunks before the cut count.
    }
    // A player shows the frames of an animation as they are.
    return PictureFile.moving(file.colours, file.animation(), file.canvas)
        .with(
            file.animated || file.orientation == null ? Orientation.UPRIGHT : file.orientation,
            file.pixelFormat())
        .opaque(file.animated ? file.cover.isOpaque() : file.opaque);
  }

  /** The size that the data of a simple image, or of a frame, claim. */
  static @Nullable Canvas claimed(Bytes chunks) throws IOException {
    WebpFile file = new WebpFile();
    chunks(chunks, 0, file::take);
    return file.canvas;
  }

  /** Called for each chunk. */
  public interface Visitor {
    /**
     * Called for one chunk.
     *
     * @param content the position of its content, after its name and length
     */
    void chunk(Bytes bytes, String name, long content, long length) throws IOException;
  }

  /** Visits all chunks from a position to the end. */
  public static void chunks(Bytes bytes, long from, Visitor visitor) throws IOException {
    long at = from;
    while (at + 8 <= bytes.size()) {
      long length = bytes.little(at + 4, 4);
      visitor.chunk(bytes, bytes.name(at), at + 8, length);
      at += 8 + length + length % 2;
    }
  }

  private void take(Bytes bytes, String name, long content, long length) throws IOException {
    switch (name) {
      case "VP8X" ->
          canvas =
              new Canvas(
                  (int) bytes.little(content + 4, 3) + 1, (int) bytes.little(content + 7, 3) + 1);
      case "ICCP" -> {
        if (length <= Colours.LARGEST_PROFILE) {
          colours = Colours.profiled(bytes.copy(content, (int) length), /* gray= */ false);
        }
      }
      case "ANIM" -> {
        animated = true;
        plays = (int) bytes.little(content + 4, 2);
      }
      case "ANMF" -> {
        if (delays.size() < PictureFile.MOST_FRAMES) {
          bytes.budget().entry();
          delays.add(Duration.ofMillis(bytes.little(content + 12, 3)));
          draw(bytes, AnimatedWebp.frame(bytes, content, length));
        }
      }
      case "EXIF" -> {
        // Of several blocks, browsers read the first.
        if (orientation == null) {
          orientation = Orientation.of(bytes.part(content, length));
        }
      }
      case "ALPH" -> alpha = true;
      case "VP8 " -> {
        pixelFormat = alpha ? "yuva420p" : "yuv420p";
        opaque = !alpha;
        claim(bytes.little(content + 6, 2) & SIDE, bytes.little(content + 8, 2) & SIDE);
      }
      case "VP8L" -> {
        pixelFormat = "argb";
        long bits = bytes.little(content + 1, 4);
        opaque = (bits & ALPHA_USED) == 0;
        claim((bits & SIDE) + 1, (bits >> 14 & SIDE) + 1);
      }
      default -> {}
    }
  }

  private void draw(Bytes bytes, AnimatedWebp.Frame frame) throws IOException {
    boolean whole = canvas != null && frame.covers(canvas);
    cover.draw(whole, !isOpaque(bytes, frame.at()), frame.replaces(), frame.disposal());
  }

  /** Whether the image of a frame has no alpha: it begins with another chunk otherwise. */
  private static boolean isOpaque(Bytes bytes, long chunk) throws IOException {
    return bytes.says("VP8 ", chunk)
        || (bytes.says("VP8L", chunk) && (bytes.little(chunk + 9, 4) & ALPHA_USED) == 0);
  }

  /**
   * Takes the size from the image data if no header gave one: a simple image has no other header.
   * If it is another one than in the header, ffmpeg has to find out what the file contains.
   */
  private void claim(long width, long height) {
    Canvas own = Canvas.claimed(width, height);
    if (canvas == null) {
      canvas = own;
    } else if (!canvas.equals(own)) {
      pixelFormat = null;
    }
  }

  /** Frames of an animation are composed in RGB, each over the one before. */
  private @Nullable String pixelFormat() {
    return animated ? "rgba" : pixelFormat;
  }

  private @Nullable Animation animation() {
    return animated ? new Animation(plays, delays) : null;
  }
}
