package io.reelway.encode;

import io.reelway.encode.SourceDamage.Reached;
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
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private final InputGuard guard;
  private final int threads;

  /**
   * @param guard what ffmpeg may open a source with
   * @param threads threads that one encoder may use, at least 1
   */
  public Encoder(Ffmpeg ffmpeg, InputGuard guard, int threads) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
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
    List<String> arguments =
        new EncodeCommand(probe, target, threads, guard).arguments(source, output);
    AtomicReference<net.bramp.ffmpeg.progress.@Nullable Progress> last = new AtomicReference<>();
    ToolResult result;
    try {
      result =
          run.complete(
              ffmpeg.command(arguments),
              told -> {
                last.set(told);
                progress.accept(progress(told.out_time_ns, told.speed, probe.duration()));
              });
    } catch (ToolTimeoutException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
    Reached reached = Reached.of(last.get());
    if (!result.errors().isEmpty()) {
      LOG.info("ffmpeg complained, exit={}, errors={}", result.exitCode(), result.errors());
    }
    SourceDamage.refuseBroken(probe, result, reached);
    if (result.exitCode() != 0) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    List<String> warnings =
        probe.kind() == MediaKind.IMAGE && !probe.animated()
            ? ofStill(run, result, probe, source, output)
            : SourceDamage.ofVideo(probe, result, reached);
    return new Encoding(result.wall(), warnings);
  }

  private List<String> ofStill(
      ToolRun run, ToolResult result, Probe probe, Path source, Path output)
      throws IOException, InterruptedException {
    if (result.complaints().ofInput() == 0) {
      return List.of();
    }
    if (Container.of(probe) != Container.JPEG || !probe.video().pixelFormat().startsWith("yuvj")) {
      throw SourceDamage.cutOff();
    }
    if (JpegLoss.isWithoutPixels(source)) {
      return List.of("The file has the header of an image and none of its pixels.");
    }
    return SourceDamage.ofPicture(
        JpegLoss.measure(ffmpeg, run, guard, output.resolveSibling("samples"), source));
  }

  private static Progress progress(long nanos, float speed, @Nullable Duration length) {
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
   * @param warnings sentences for the client about a damaged source
   */
  public record Encoding(Duration wall, List<String> warnings) {}
}
