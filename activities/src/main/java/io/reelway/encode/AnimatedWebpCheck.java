package io.reelway.encode;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.picture.AnimatedWebp;
import io.reelway.plan.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Looks into an animated WebP that we made: ffprobe cannot. */
final class AnimatedWebpCheck {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Ffmpeg ffmpeg;

  AnimatedWebpCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Decodes every frame.
   *
   * @param directory the attempt's directory
   * @return how long one play takes
   * @throws IOException with what is wrong with it
   */
  Duration check(Path directory, Path output, Target target)
      throws IOException, InterruptedException {
    AnimatedWebp animation = AnimatedWebp.read(output);
    if (animation.canvas().width() != target.width()
        || animation.canvas().height() != target.height()) {
      throw new IOException("size " + animation.canvas());
    }
    Path frames = directory.resolve("check");
    animation.unpack(frames);
    List<String> words =
        List.of(
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
            "-f",
            "null",
            "-");
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      if (!run.complete(ffmpeg.command(words)).isClean()) {
        throw new IOException("a frame does not decode");
      }
    }
    return animation.animation().length();
  }
}
