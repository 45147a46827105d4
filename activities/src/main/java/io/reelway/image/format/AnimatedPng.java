package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.source.Bytes;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * An animated PNG that ffmpeg 8.1 does not show as browsers do: it does not read transparent 16-bit
 * frames that are blended over each other, and paints the uncovered canvas of opaque frames black.
 * Each frame of such a file is unpacked to a separate PNG.
 */
public final class AnimatedPng {
  /** The maximum size of the canvas in pixels, which is held in memory. */
  private static final int LARGEST = 4096 * 4096;

  private static final int DEEP = 16;
  private static final int ALPHA = 4;
  private static final int OVER = 1;

  /** The disposals that leave the empty canvas behind, by their number in the file. */
  private static final int CLEARED = 1;

  private static final int RESTORED = 2;
  private static final int HEADER_LENGTH = 13;

  /** The disposals, by their number in the file. */
  private static final List<Compositor.Disposal> DISPOSALS = List.of(Compositor.Disposal.values());

  /** Chunks that apply to all frames. */
  private static final Set<String> SHARED = Set.of("PLTE", "tRNS");

  private final Path file;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Piece> shared = new ArrayList<>();
  private byte[] header = new byte[0];
  private Canvas canvas = new Canvas(1, 1);

  private AnimatedPng(Path file) {
    this.file = file;
  }

  /** A part of the file. */
  private record Piece(String name, long at, long length) {}

  private record Frame(
      int x, int y, int width, int height, int dispose, boolean over, List<Piece> data)
      implements Compositor.Placement {
    @Override
    public boolean replaces() {
      return !over;
    }

    @Override
    public Compositor.Disposal disposal() {
      return DISPOSALS.get(dispose);
    }
  }

  /** Whether a file is complete and ffmpeg cannot read it as it is. */
  public static boolean isNeeded(Path file) throws IOException {
    AnimatedPng png;
    try {
      png = read(file);
    } catch (EOFException cutOff) {
      return false;
    }
    boolean transparent =
        (png.header[9] & ALPHA) != 0
            || png.shared.stream().anyMatch(piece -> piece.name().equals("tRNS"));
    boolean unreadable =
        transparent && png.header[8] == DEEP && png.frames.stream().anyMatch(Frame::over);
    return png.canvas.pixels() <= LARGEST
        && (unreadable || (!transparent && png.uncoversItsCanvas()));
  }

  /** Whether a frame leaves parts of the canvas uncovered that the next frame may show. */
  private boolean uncoversItsCanvas() {
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      boolean last = i == frames.size() - 1;
      if ((i == 0 && frame.width() * (long) frame.height() < canvas.pixels())
          || (!last && clears(i, frame.dispose()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a frame is cleared after it was shown. What lies below the first frame is the empty
   * canvas.
   *
   * @param index of the frame, from 0
   * @param dispose its disposal, by the number in the file
   */
  static boolean clears(int index, int dispose) {
    return dispose == CLEARED || (index == 0 && dispose == RESTORED);
  }

  /**
   * Reads the headers.
   *
   * @throws EOFException when the file is cut off, or a frame lies outside of the canvas
   */
  public static AnimatedPng read(Path file) throws IOException {
    AnimatedPng png = new AnimatedPng(file);
    try (Bytes bytes = Bytes.of(file)) {
      PngFile.chunks(bytes, png::take);
    }
    if (png.header.length < HEADER_LENGTH) {
      throw new EOFException("The PNG has no header");
    }
    return png;
  }

  private void take(Bytes bytes, String name, long content, long length) throws IOException {
    bytes.budget().entry();
    switch (name) {
      case "IHDR" -> {
        header = bytes.copy(content, HEADER_LENGTH);
        Canvas claimed = Canvas.claimed(bytes.u32(content), bytes.u32(content + 4));
        if (claimed == null) {
          throw new EOFException("The PNG has no size");
        }
        canvas = claimed;
      }
      case "fcTL" -> frames.add(frame(bytes, content));
      case "IDAT" -> data(new Piece("IDAT", content, length));
      case "fdAT" -> data(new Piece("IDAT", content + 4, length - 4));
      default -> {
        if (SHARED.contains(name)) {
          shared.add(new Piece(name, content, length));
        }
      }
    }
  }

  /**
   * Adds data to the current frame. An image before the first frame is ignored: it is for viewers
   * that show no animations.
   */
  private void data(Piece piece) {
    if (!frames.isEmpty()) {
      frames.getLast().data().add(piece);
    }
  }

  private Frame frame(Bytes bytes, long content) throws IOException {
    long width = bytes.u32(content + 4);
    long height = bytes.u32(content + 8);
    long x = bytes.u32(content + 12);
    long y = bytes.u32(content + 16);
    int dispose = bytes.u8(content + 24);
    if (width < 1 || height < 1 || dispose > 2) {
      throw new EOFException("The animation has no frame");
    }
    if (x + width > canvas.width() || y + height > canvas.height()) {
      throw new EOFException("A frame exceeds the canvas");
    }
    boolean over = bytes.u8(content + 25) == OVER;
    return new Frame((int) x, (int) y, (int) width, (int) height, dispose, over, new ArrayList<>());
  }

  /** The compositor that draws the frames onto the canvas once they are decoded. */
  public Compositor compositor() {
    return new Compositor(canvas, frames);
  }

  /** Writes every frame as a separate PNG file, one after the other. */
  public void unpack(Path target) throws IOException {
    try (Bytes bytes = Bytes.of(file);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (Frame frame : frames) {
        bytes.copyTo(0, PngFile.SIGNATURE, out);
        chunk(out, "IHDR", HEADER_LENGTH, content -> content.write(header(frame)));
        for (Piece piece : shared) {
          chunk(bytes, piece, out);
        }
        for (Piece piece : frame.data()) {
          chunk(bytes, piece, out);
        }
        chunk(out, "IEND", 0, content -> {});
      }
    }
  }

  /** The header of the file, with the size of the frame. */
  private byte[] header(Frame frame) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(changed);
    data.writeInt(frame.width());
    data.writeInt(frame.height());
    data.write(header, 8, HEADER_LENGTH - 8);
    return changed.toByteArray();
  }

  private static void chunk(Bytes bytes, Piece piece, OutputStream out) throws IOException {
    if (piece.length() > Integer.MAX_VALUE) {
      throw new EOFException("A chunk is longer than a PNG allows");
    }
    chunk(
        out,
        piece.name(),
        (int) piece.length(),
        content -> bytes.copyTo(piece.at(), piece.length(), content));
  }

  private interface Content {
    void write(OutputStream content) throws IOException;
  }

  private static void chunk(OutputStream out, String name, int length, Content content)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(length);
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
    checked.write(name.getBytes(StandardCharsets.US_ASCII));
    content.write(checked);
    data.writeInt((int) checked.getChecksum().getValue());
  }
}
