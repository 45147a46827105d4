package io.reelway.encode;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how much of a damaged JPEG was decoded. ffmpeg's decoder leaves unreadable parts all
 * zero. This colour (Y, U and V of 0) does not occur in an intact picture, whose black has a U and
 * V of 128. In a progressive JPEG, unreadable parts are the middle gray of zero coefficients.
 */
final class JpegDamageEstimator {
  private static final int SIDE = 64;
  private static final byte UNTOUCHED_COEFFICIENT = (byte) 128;

  private JpegDamageEstimator() {}

  /**
   * The share of the picture that is missing, 0 to 1.
   *
   * @param run a run that starts no other program meanwhile
   * @param samples a temporary file, which is deleted afterwards
   */
  static double measure(Ffmpeg ffmpeg, ToolRun run, InputGuard guard, Path samples, Path source)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y"));
    words.addAll(guard.options(Container.JPEG));
    words.addAll(
        List.of(
            "-noautorotate",
            "-i",
            "file:" + source,
            "-frames:v",
            "1",
            "-vf",
            "scale=" + SIDE + ":" + SIDE + ":flags=neighbor",
            "-pix_fmt",
            "yuvj444p",
            "-f",
            "rawvideo",
            "file:" + samples));
    run.complete(ffmpeg.command(words));
    try {
      return Files.exists(samples) ? blank(Files.readAllBytes(samples)) : 1;
    } finally {
      Files.deleteIfExists(samples);
    }
  }

  private static double blank(byte[] planes) {
    int pixels = SIDE * SIDE;
    if (planes.length < 3 * pixels) {
      return 1;
    }
    int blank = 0;
    for (int i = 0; i < pixels; i++) {
      byte y = planes[i];
      boolean oneValue = y == planes[pixels + i] && y == planes[2 * pixels + i];
      if (oneValue && (y == 0 || y == UNTOUCHED_COEFFICIENT)) {
        blank++;
      }
    }
    return (double) blank / pixels;
  }
}
