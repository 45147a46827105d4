package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.ffmpeg.ToolTimeoutException;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs ffmpeg for one target. Knows nothing of workflows. */
public final class Encoder {
  /** What the strategies call for; checked when a worker starts. */
  public static final Set<String> ENCODERS =
      Set.of(
          "libx264",
          "aac",
          "libvpx-vp9",
          "libopus",
          "libwebp",
          "libwebp_anim",
          "libaom-av1",
          "mjpeg");

  private static final Logger LOG = LoggerFactory.getLogger(Encoder.class);

  private final Ffmpeg ffmpeg;
  private final int threads;

  /**
   * @param threads threads that one encoder may use, at least 1
   */
  public Encoder(Ffmpeg ffmpeg, int threads) {
    this.ffmpeg = ffmpeg;
    this.threads = threads;
  }

  /** A run that {@link #encode} uses; its owner may stop it from another thread. */
  public ToolRun newRun(Path directory, Target target) {
    return ffmpeg.in(directory, target.timeLimit());
  }

  /**
   * Encodes a file.
   *
   * @param progress told about twice a second
   * @throws StageException with {@code ENCODE_FAILED}, {@code ENCODE_TIMEOUT}, or {@code
   *     PROBE_FAILED} when it turns out that the source is damaged
   */
  public Encoding encode(
      ToolRun run,
      Probe probe,
      Target target,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    List<String> arguments = new EncodeCommand(probe, target, threads).arguments(source, output);
    ToolResult result;
    try {
      result =
          run.complete(
              ffmpeg.command(arguments),
              told -> progress.accept(progress(told.out_time_ns, told.speed, probe.duration())));
    } catch (ToolTimeoutException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
    if (!result.errors().isEmpty()) {
      LOG.info("ffmpeg complained, exit={}, errors={}", result.exitCode(), result.errors());
    }
    if (result.exitCode() != 0) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    if (!result.isClean() && probe.kind() == MediaKind.IMAGE) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The image is damaged or cut off; it cannot be shown whole.");
    }
    return new Encoding(result.wall(), !result.isClean());
  }

  private static Progress progress(
      long nanos, float speed, @org.jspecify.annotations.Nullable Duration length) {
    if (length == null || length.isZero()) {
      return Progress.NONE;
    }
    double seconds = nanos / 1e9;
    double total = length.toMillis() / 1e3;
    Double eta = speed > 0 ? Math.max(0, (total - seconds) / speed) : null;
    return new Progress(100 * seconds / total, speed > 0 ? (double) speed : null, eta);
  }

  /**
   * How an encode went.
   *
   * @param wall how long ffmpeg took
   * @param complained whether it reported errors on the way, e.g. of a damaged source
   */
  public record Encoding(Duration wall, boolean complained) {}
}
