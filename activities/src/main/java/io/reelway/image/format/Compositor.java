package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.source.ReadBudget;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Draws the decoded frames of an animation onto its canvas, as viewers do. It holds the canvas in
 * memory, and a copy of it while a frame is shown that is undone afterwards.
 */
public final class Compositor {
  private final Canvas canvas;
  private final List<Placement> frames;

  /**
   * @param canvas the size of the canvas, which is transparent at first
   * @param frames the frames in order, each inside of the canvas
   */
  Compositor(Canvas canvas, List<? extends Placement> frames) {
    this.canvas = canvas;
    this.frames = List.copyOf(frames);
  }

  /** What happens to a frame after it was shown. */
  enum Disposal {
    STAYS,
    VANISHES,
    GIVES_BACK
  }

  /** The position of a frame, and how it is drawn. */
  interface Placement {
    int x();

    int y();

    int width();

    int height();

    /** Whether the frame replaces what it covers; otherwise it is blended over it. */
    boolean replaces();

    Disposal disposal();
  }

  /** Receives the canvas after each frame. */
  @FunctionalInterface
  public interface FrameConsumer {
    /**
     * Receives the canvas as a viewer shows it.
     *
     * @param frame the index of the frame that was just drawn, from 0
     * @param rgba the canvas, four bytes per pixel; the next frame changes it
     */
    void accept(int frame, byte[] rgba) throws IOException;
  }

  /**
   * Draws decoded frames onto the canvas.
   *
   * @param rgba the frames, each in its own size, four bytes per pixel
   * @throws EOFException when a frame is missing
   */
  public void play(InputStream rgba, FrameConsumer consumer) throws IOException {
    byte[] shown = new byte[Math.toIntExact(4 * canvas.pixels())];
    for (int i = 0; i < frames.size(); i++) {
      ReadBudget.stopWhenInterrupted();
      Placement frame = frames.get(i);
      byte[] before = frame.disposal() == Disposal.GIVES_BACK ? shown.clone() : shown;
      draw(rgba, frame, shown);
      consumer.accept(i, shown);
      if (frame.disposal() == Disposal.VANISHES) {
        clear(frame, shown);
      }
      shown = before;
    }
  }

  /** Makes an animated PNG of decoded frames, as {@link #play} shows them. */
  public void compose(InputStream rgba, Animation animation, Path apng) throws IOException {
    try (ApngWriter writer = new ApngWriter(Files.newOutputStream(apng), canvas, animation)) {
      play(rgba, (frame, shown) -> writer.frame(shown, animation.delays().get(frame)));
    }
  }

  private void draw(InputStream rgba, Placement frame, byte[] shown) throws IOException {
    int row = 4 * frame.width();
    for (int y = 0; y < frame.height(); y++) {
      byte[] line = rgba.readNBytes(row);
      if (line.length < row) {
        throw new EOFException("A frame is missing");
      }
      draw(line, frame, shown, offset(frame, y));
    }
  }

  private int offset(Placement frame, int y) {
    return 4 * ((frame.y() + y) * canvas.width() + frame.x());
  }

  private static void draw(byte[] line, Placement frame, byte[] shown, int at) {
    if (frame.replaces()) {
      System.arraycopy(line, 0, shown, at, line.length);
      return;
    }
    for (int i = 0; i < line.length; i += 4) {
      blend(line, i, shown, at + i);
    }
  }

  /** Blends a pixel over another, with straight alpha. */
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

  private void clear(Placement frame, byte[] shown) {
    for (int y = 0; y < frame.height(); y++) {
      int at = offset(frame, y);
      Arrays.fill(shown, at, at + 4 * frame.width(), (byte) 0);
    }
  }
}
