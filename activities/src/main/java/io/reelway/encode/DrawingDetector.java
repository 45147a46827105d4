package io.reelway.encode;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.source.Container;
import io.reelway.strategy.ImageInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Distinguishes drawings (screenshots, scanned text, logos) from photos by the number of colours.
 * Drawings have thin lines of strong colours, where lossy coding shows, and take little space with
 * lossless coding.
 */
final class DrawingDetector {
  /** Lossless formats. Other formats have already smeared the colours of a drawing. */
  private static final Set<Container> LOSSLESS =
      EnumSet.of(Container.PNG, Container.APNG, Container.GIF, Container.BMP, Container.TIFF);

  /**
   * The maximum number of sampled pixels per direction. A photo of this size has tens of thousands
   * of colours.
   */
  private static final int SIDE = 512;

  /** The maximum number of colours of a drawing: a palette, or all grays. */
  private static final int FEW = 256;

  /** The minimum number of pixels per colour. Photos have less than ten. */
  private static final int PIXELS_PER_COLOUR = 32;

  private DrawingDetector() {}

  /**
   * Whether an image is a drawing.
   *
   * @param run a run that starts no other program meanwhile
   */
  static boolean isDrawing(Ffmpeg ffmpeg, ToolRun run, ImageInput input, Probe probe)
      throws IOException, InterruptedException {
    if (probe.animated() || !LOSSLESS.contains(Container.of(probe))) {
      return false;
    }
    List<String> words =
        new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error", "-threads", "1"));
    words.addAll(input.opening());
    String first = input.cleared() ? "trim=start_frame=1," : "";
    words.addAll(List.of("-i", "file:" + input.file(), "-frames:v", "1"));
    words.addAll(
        List.of(
            "-vf",
            first
                + "scale='min(iw,%1$d)':'min(ih,%1$d)':flags=neighbor,format=rgba"
                    .formatted(SIDE)));
    words.addAll(List.of("-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"));
    Colours colours = new Colours();
    run.pipe(ffmpeg.command(words), colours::count);
    return colours.areFew();
  }

  /** Counts the different values of the sampled pixels. */
  private static final class Colours {
    private final Set<Integer> seen = new HashSet<>();
    private int pixels;

    void count(InputStream rgba) throws IOException {
      byte[] row = rgba.readNBytes(4 * SIDE);
      while (row.length > 0) {
        ByteBuffer values = ByteBuffer.wrap(row);
        while (values.remaining() >= 4) {
          seen.add(values.getInt());
          pixels++;
        }
        row = rgba.readNBytes(4 * SIDE);
      }
    }

    boolean areFew() {
      return pixels > 0 && (seen.size() <= FEW || seen.size() <= pixels / PIXELS_PER_COLOUR);
    }
  }
}
