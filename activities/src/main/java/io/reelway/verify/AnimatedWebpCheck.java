package io.reelway.verify;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.format.AnimatedWebp;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Checks an animated WebP that Reelway made, because ffprobe cannot read it. */
final class AnimatedWebpCheck {
  private final Ffmpeg ffmpeg;

  AnimatedWebpCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * The result of a check.
   *
   * @param length the duration of one play
   * @param canvases the file with the canvas, as raw pixels, at each of the requested times
   */
  record Inspected(Duration length, Path canvases) {}

  /**
   * Decodes every frame, and stores the canvas at some times.
   *
   * @param directory the attempt's directory
   * @param times the times at which to store the canvas, in seconds, ascending
   * @throws IOException when the output is wrong; the message says what
   */
  Inspected check(Path directory, Path output, Attempt attempt, List<Double> times)
      throws IOException, InterruptedException {
    AnimatedWebp animation = AnimatedWebp.read(output);
    ExpectedPicture picture = attempt.picture();
    if (animation.canvas().width() != picture.width()
        || animation.canvas().height() != picture.height()) {
      throw new IOException("size " + animation.canvas());
    }
    List<Integer> wanted =
        times.stream().map(time -> animation.animation().frameAt(after(time))).toList();
    Path frames = directory.resolve("check");
    Path canvases = directory.resolve("canvases");
    animation.unpack(frames);
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(canvases))) {
      boolean clean =
          run.pipe(
                  ffmpeg.command(arguments(frames)),
                  rgba ->
                      animation
                          .compositor()
                          .play(
                              rgba,
                              (frame, canvas) -> {
                                for (int i = Collections.frequency(wanted, frame); i > 0; i--) {
                                  out.write(canvas);
                                }
                              }))
              .isClean();
      if (!clean) {
        throw new IOException("a frame does not decode");
      }
    }
    return new Inspected(animation.animation().length(), canvases);
  }

  /** A time shortly after the start of a frame, because files round their times. */
  private static Duration after(double start) {
    return Duration.ofMillis(Math.round(1000 * start) + 3);
  }

  private static List<String> arguments(Path frames) {
    return List.of(
        "-nostdin",
        "-v",
        "error",
        "-xerror",
        "-threads",
        "1",
        "-f",
        "webp_pipe",
        "-i",
        "file:" + frames,
        "-fps_mode",
        "passthrough",
        "-noautoscale",
        "-pix_fmt",
        "rgba",
        "-c:v",
        "rawvideo",
        "-f",
        "rawvideo",
        "pipe:1");
  }
}
