package io.reelway.image;

import io.reelway.image.format.ApngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Animations to test with. */
public final class Animations {
  private static final Canvas CANVAS = new Canvas(61, 41);

  private Animations() {}

  /** Writes an animated PNG of an odd size: a bar that moves over a transparent background. */
  public static Path write(Path file, Animation animation) throws IOException {
    try (ApngWriter writer = new ApngWriter(Files.newOutputStream(file), CANVAS, animation)) {
      for (int i = 0; i < animation.delays().size(); i++) {
        writer.frame(bar(8 * i), animation.delays().get(i));
      }
    }
    return file;
  }

  private static byte[] bar(int left) {
    byte[] rgba = new byte[4 * CANVAS.width() * CANVAS.height()];
    for (int y = 10; y < 30; y++) {
      for (int x = left; x < left + 12; x++) {
        int at = 4 * (y * CANVAS.width() + x);
        rgba[at] = (byte) 200;
        rgba[at + 2] = (byte) 40;
        rgba[at + 3] = (byte) 255;
      }
    }
    return rgba;
  }
}
