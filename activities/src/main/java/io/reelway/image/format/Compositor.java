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
 * Puts the decoded frames of an animation onto its canvas, as viewers do. It holds the canvas in
 * memory, and a second one where frames are taken back.
 */
public final class Compositor {
  private final Canvas canvas;
  private final List<Placement> frames;

  /**
   * @param canvas transparent at first
   * @param frames in their order, each within the canvas
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

  /** Where a frame goes, and how. */
  interface Placement {
    int x();

    int y();

    int width();

    int height();

    /** Whether it replaces what it covers; else its transparent parts let that through. */
    boolean replaces();

    Disposal disposal();
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
   * @param rgba the frames, each in its own size, four bytes a pixel
   * @throws EOFException when there are too few
   */
  public void play(InputStream rgba, Audience audience) throws IOException {
    byte[] shown = new byte[Math.toIntExact(4 * canvas.pixels())];
    for (int i = 0; i < frames.size(); i++) {
      ReadBudget.stopWhenInterrupted();
      Placement frame = frames.get(i);
      byte[] before = frame.disposal() == Disposal.GIVES_BACK ? shown.clone() : shown;
      draw(rgba, frame, shown);
      audience.see(i, shown);
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

  private void clear(Placement frame, byte[] shown) {
    for (int y = 0; y < frame.height(); y++) {
      int at = offset(frame, y);
      Arrays.fill(shown, at, at + 4 * frame.width(), (byte) 0);
    }
  }
}
