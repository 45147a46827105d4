package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.source.Bytes;
import io.reelway.source.ReadBudget;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An animated WebP, which ffmpeg 8.1 cannot read, in a form that it can. Each frame is a whole WebP
 * picture but for its header: ffmpeg decodes those one by one, and here they are put onto the
 * canvas, as the container says, into an animated PNG.
 */
public final class AnimatedWebp {
  private static final int FRAME_HEADER = 16;
  private static final int DELAY = 12;
  private static final int DISPOSE = 1;
  private static final int REPLACE = 2;

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
   * @param at where its picture's chunks start in the file
   */
  private record Frame(int x, int y, int width, int height, int flags, long at, long length) {}

  /**
   * Reads the headers.
   *
   * @throws EOFException when the file is cut off, or a frame lies outside of the canvas or is not
   *     of the size that its header says
   */
  public static AnimatedWebp read(Path file) throws IOException {
    List<Frame> frames = new ArrayList<>();
    try (Bytes bytes = Bytes.of(file)) {
      PictureFile facts = WebpFile.read(bytes);
      Canvas canvas = facts.canvas();
      Animation animation = facts.animation();
      if (canvas == null || animation == null || animation.delays().isEmpty()) {
        throw new EOFException("No animation");
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
          throw new EOFException("A frame outside of the canvas");
        }
        Canvas size = new Canvas(/* width= */ frame.width(), /* height= */ frame.height());
        if (!size.equals(WebpFile.claimed(bytes.part(frame.at(), frame.length())))) {
          throw new EOFException("A frame of another size");
        }
      }
      return new AnimatedWebp(file, canvas, animation, frames);
    }
  }

  private static Frame frame(Bytes bytes, long content, long length) throws IOException {
    return new Frame(
        2 * (int) bytes.little(content, 3),
        2 * (int) bytes.little(content + 3, 3),
        (int) bytes.little(content + 6, 3) + 1,
        (int) bytes.little(content + 9, 3) + 1,
        bytes.u8(content + 15),
        content + FRAME_HEADER,
        length - FRAME_HEADER);
  }

  /** Its size. */
  public Canvas canvas() {
    return canvas;
  }

  /** Its frames' times. */
  public Animation animation() {
    return animation;
  }

  /**
   * Gives the last frame of a file the time that is left of a length, if any is. Encoders know when
   * frames start, so of the last one they guess how long it stays.
   */
  public static void end(Path file, Duration length) throws IOException {
    AnimatedWebp written = read(file);
    List<Duration> delays = written.animation.delays();
    Duration last = delays.getLast().plus(length.minus(written.animation.length()));
    if (last.toMillis() < 1) {
      return;
    }
    long millis = Math.min(last.toMillis(), 0xff_ffff);
    long at = written.frames.getLast().at() - FRAME_HEADER + DELAY;
    Bytes.change(
        file,
        Map.of(at, (byte) millis, at + 1, (byte) (millis >> 8), at + 2, (byte) (millis >> 16)));
  }

  /** Writes every frame as a WebP file of its own, one behind the other. */
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
    header.writeBytes(little(0x10, 4));
    header.writeBytes(little(frame.width() - 1L, 3));
    header.writeBytes(little(frame.height() - 1L, 3));
    return header.toByteArray();
  }

  /** Sees the canvas as a viewer does. */
  @FunctionalInterface
  public interface Audience {
    /**
     * Looks at it.
     *
     * @param frame the frame that has just been drawn, from 0
     * @param rgba four bytes a pixel; changed when the next one is drawn
     */
    void see(int frame, byte[] rgba) throws IOException;
  }

  /**
   * Puts decoded frames onto the canvas.
   *
   * @param rgba the unpacked frames, decoded, each in its own size, four bytes a pixel
   * @throws EOFException when there are too few
   */
  public void play(InputStream rgba, Audience audience) throws IOException {
    byte[] shown = new byte[Math.toIntExact(4 * canvas.pixels())];
    for (int i = 0; i < frames.size(); i++) {
      ReadBudget.stopWhenInterrupted();
      Frame frame = frames.get(i);
      int row = 4 * frame.width();
      for (int y = 0; y < frame.height(); y++) {
        byte[] line = rgba.readNBytes(row);
        if (line.length < row) {
          throw new EOFException("Frame " + i + " is missing");
        }
        draw(line, frame, shown, offset(frame, y));
      }
      audience.see(i, shown);
      if ((frame.flags() & DISPOSE) != 0) {
        clear(frame, shown);
      }
    }
  }

  /** Makes an animated PNG of decoded frames, as {@link #play} shows them. */
  public void compose(InputStream rgba, Path apng) throws IOException {
    try (ApngWriter writer = new ApngWriter(Files.newOutputStream(apng), canvas, animation)) {
      play(rgba, (frame, shown) -> writer.frame(shown, animation.delays().get(frame)));
    }
  }

  private int offset(Frame frame, int y) {
    return 4 * ((frame.y() + y) * canvas.width() + frame.x());
  }

  private static void draw(byte[] line, Frame frame, byte[] shown, int at) {
    if ((frame.flags() & REPLACE) != 0) {
      System.arraycopy(line, 0, shown, at, line.length);
      return;
    }
    for (int i = 0; i < line.length; i += 4) {
      blend(line, i, shown, at + i);
    }
  }

  /** Over, with straight alpha. */
  private static void blend(byte[] above, int from, byte[] below, int to) {
    int alpha = above[from + 3] & 0xff;
    if (alpha == 255) {
      System.arraycopy(above, from, below, to, 4);
    } else if (alpha > 0) {
      int rest = (below[to + 3] & 0xff) * (255 - alpha) / 255;
      int sum = alpha + rest;
      for (int channel = 0; channel < 3; channel++) {
        int mixed = (above[from + channel] & 0xff) * alpha + (below[to + channel] & 0xff) * rest;
        below[to + channel] = (byte) ((mixed + sum / 2) / sum);
      }
      below[to + 3] = (byte) sum;
    }
  }

  private void clear(Frame frame, byte[] shown) {
    for (int y = 0; y < frame.height(); y++) {
      int at = offset(frame, y);
      Arrays.fill(shown, at, at + 4 * frame.width(), (byte) 0);
    }
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
