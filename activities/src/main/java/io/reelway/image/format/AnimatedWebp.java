package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.source.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An animated WebP, which ffmpeg 8.1 cannot read. Each frame is a complete WebP image except for
 * its header. ffmpeg decodes the frames one by one. The {@link Compositor} then draws them onto the
 * canvas, as the container says, and writes an animated PNG.
 */
public final class AnimatedWebp {
  private static final int FRAME_HEADER = 16;
  private static final int DELAY = 12;
  private static final int DISPOSE = 1;
  private static final int REPLACE = 2;

  /** The position of the flags in the first chunk, which every animation has. */
  private static final long FLAGS = WebpFile.HEADER + 8L;

  private static final int TRANSPARENT = 0x10;

  private final Path file;
  private final Canvas canvas;
  private final Animation animation;
  private final List<Frame> frames;

  private AnimatedWebp(Path file, Canvas canvas, Animation animation, List<Frame> frames) {
    this.file = file;
    this.canvas = canvas;
    this.animation = animation;
    this.frames = frames;
  }

  /**
   * A frame.
   *
   * @param flags whether it replaces what it covers, and whether it vanishes after its time
   * @param at the position of its image chunks in the file
   */
  record Frame(int x, int y, int width, int height, int flags, long at, long length)
      implements Compositor.Placement {
    @Override
    public boolean replaces() {
      return (flags & REPLACE) != 0;
    }

    @Override
    public Compositor.Disposal disposal() {
      return (flags & DISPOSE) != 0 ? Compositor.Disposal.VANISHES : Compositor.Disposal.STAYS;
    }

    boolean covers(Canvas canvas) {
      return width == canvas.width() && height == canvas.height();
    }
  }

  /**
   * Reads the headers.
   *
   * @throws EOFException when the file is cut off, or when a frame lies outside of the canvas or
   *     differs from the size in its header
   */
  public static AnimatedWebp read(Path file) throws IOException {
    List<Frame> frames = new ArrayList<>();
    try (Bytes bytes = Bytes.of(file)) {
      PictureFile facts = WebpFile.read(bytes);
      Canvas canvas = facts.canvas();
      Animation animation = facts.animation();
      if (canvas == null || animation == null || animation.delays().isEmpty()) {
        throw new EOFException("The WebP has no animation");
      }
      WebpFile.chunks(
          bytes,
          WebpFile.HEADER,
          (all, name, content, length) -> {
            if (name.equals("ANMF")) {
              all.budget().entry();
              frames.add(frame(all, content, length));
            }
          });
      for (Frame frame : frames) {
        if (frame.x() + frame.width() > canvas.width()
            || frame.y() + frame.height() > canvas.height()) {
          throw new EOFException("A frame exceeds the canvas");
        }
        Canvas size = new Canvas(/* width= */ frame.width(), /* height= */ frame.height());
        if (!size.equals(WebpFile.claimed(bytes.part(frame.at(), frame.length())))) {
          throw new EOFException("A frame does not have its declared size");
        }
      }
      return new AnimatedWebp(file, canvas, animation, frames);
    }
  }

  static Frame frame(Bytes bytes, long content, long length) throws IOException {
    return new Frame(
        2 * (int) bytes.little(content, 3),
        2 * (int) bytes.little(content + 3, 3),
        (int) bytes.little(content + 6, 3) + 1,
        (int) bytes.little(content + 9, 3) + 1,
        bytes.u8(content + 15),
        content + FRAME_HEADER,
        length - FRAME_HEADER);
  }

  /** The size of the canvas. */
  public Canvas canvas() {
    return canvas;
  }

  /** The number of plays and the delays of the frames. */
  public Animation animation() {
    return animation;
  }

  /**
   * Corrects two values that the encoder of a file could not know. It knows only when frames start,
   * so it guesses the delay of the last frame. That frame gets the rest of the length, if any is
   * left. The canvas is transparent where no frame draws, but the encoder does not set the flag for
   * it.
   *
   * @param length the duration of one play
   */
  public static void correct(Path file, Duration length) throws IOException {
    AnimatedWebp written = read(file);
    Map<Long, Byte> changes = new TreeMap<>();
    Duration last =
        written.animation.delays().getLast().plus(length.minus(written.animation.length()));
    if (last.toMillis() >= 1) {
      long at = written.frames.getLast().at() - FRAME_HEADER + DELAY;
      for (int i = 0; i < 3; i++) {
        changes.put(at + i, (byte) (last.toMillis() >> (8 * i)));
      }
    }
    if (written.leavesCanvasVisible()) {
      try (Bytes bytes = Bytes.of(file)) {
        changes.put(FLAGS, (byte) (bytes.u8(FLAGS) | TRANSPARENT));
      }
    }
    Bytes.change(file, changes);
  }

  /** Whether a part of the empty canvas is visible at some time. */
  private boolean leavesCanvasVisible() {
    return !frames.getFirst().covers(canvas)
        || frames.stream().anyMatch(frame -> frame.disposal() == Compositor.Disposal.VANISHES);
  }

  /** Writes every frame as a separate WebP file, one after the other. */
  public void unpack(Path target) throws IOException {
    try (Bytes bytes = Bytes.of(file);
        OutputStream out = Files.newOutputStream(target)) {
      for (Frame frame : frames) {
        boolean extended = bytes.says("ALPH", frame.at());
        long length = frame.length() + (extended ? 18 : 0);
        out.write(ascii("RIFF"));
        out.write(little(4 + length, 4));
        out.write(ascii("WEBP"));
        if (extended) {
          out.write(extendedHeader(frame));
        }
        bytes.copyTo(frame.at(), frame.length(), out);
      }
    }
  }

  /** A header that announces transparency. */
  private static byte[] extendedHeader(Frame frame) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(ascii("VP8X"));
    header.writeBytes(little(10, 4));
    header.writeBytes(little(TRANSPARENT, 4));
    header.writeBytes(little(frame.width() - 1L, 3));
    header.writeBytes(little(frame.height() - 1L, 3));
    return header.toByteArray();
  }

  /** The compositor that draws the frames onto the canvas once they are decoded. */
  public Compositor compositor() {
    return new Compositor(canvas, frames);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] little(long number, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (number >> (8 * i));
    }
    return bytes;
  }
}
