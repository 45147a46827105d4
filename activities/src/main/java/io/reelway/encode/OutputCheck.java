package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.failure.ToolKilledException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.Animation;
import io.reelway.image.PictureFile;
import io.reelway.image.repair.RepairedImage;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.FileType;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import io.reelway.source.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares an output with its plan before the job is done: it opens, decodes, has the planned
 * tracks, size, length and frames, and looks like the source. What is reported of an output is
 * measured here.
 */
public final class OutputCheck {
  /**
   * Mean structural similarity below which an output is not the source's picture. Noise at the
   * lowest rate of a preset comes near it; a wrong, shifted or black picture stays far below.
   */
  private static final double LEAST_SIMILARITY = 0.5;

  /**
   * Otherwise frames are counted in slots of the average rate, and two may share one. A still
   * picture has no times, and one that ffmpeg puts together of tiles not even a unit for them.
   */
  private static final List<String> OWN_TIMES =
      List.of("-fps_mode", "passthrough", "-enc_time_base:v", "demux");

  private static final String DAMAGED =
      "Parts of the file are damaged; they may look or sound wrong.";

  private static final Logger LOG = LoggerFactory.getLogger(OutputCheck.class);

  private static final String TOO_SLOW = "Verifying the output passed its time limit.";

  private final Ffmpeg ffmpeg;
  private final int threads;
  private final Similarity similarity;

  /**
   * @param threads threads that may decode a whole video, at least 1
   */
  public OutputCheck(Ffmpeg ffmpeg, int threads) {
    this.ffmpeg = ffmpeg;
    this.threads = threads;
    this.similarity = new Similarity(ffmpeg);
  }

  /**
   * Measures an output within {@link Target#timeLimit()}. An interrupt of the thread ends it.
   *
   * @param directory the attempt's directory
   * @param progress receives how far it is, where it takes long
   * @throws StageException with {@code ENCODE_FAILED} when it is not what was planned, or with
   *     {@code ENCODE_TIMEOUT} when that took too long: encoding it again would lead to the same
   */
  public Measured measure(
      Path directory,
      Path output,
      Probe probe,
      Target target,
      Encoding encoding,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      return TimeLimit.within(
          target.timeLimit(), () -> verify(directory, output, probe, target, encoding, progress));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, TOO_SLOW, slow);
    }
  }

  private Measured verify(
      Path directory,
      Path output,
      Probe probe,
      Target target,
      Encoding encoding,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    if (probe.animated() && target.fileType() == FileType.WEBP) {
      return measureAnimatedWebp(directory, output, target, encoding.samples());
    }
    if (isProvenByComparison(probe, target)) {
      return measureStill(directory, output, target, encoding.samples());
    }
    Path readable = readable(directory, output, probe, target);
    OutputReport report = read(directory, readable, target);
    report.deviation(probe, target, encoding.frames()).ifPresent(OutputCheck::refuse);
    List<String> warnings = new ArrayList<>();
    if (probe.kind() == MediaKind.VIDEO) {
      SourceDamage.endsEarly(probe.duration(), report.length()).ifPresent(warnings::add);
    }
    if (target.strategy() == Strategy.ORIGINAL) {
      ToolResult all = decodeAll(directory, readable, probe, target, progress);
      if (all.exitCode() != 0 || all.complaints().ofInput() > 0) {
        warnings.add(DAMAGED);
      }
    } else {
      ToolResult beginning = decodeBeginning(directory, output, target);
      if (!beginning.isClean()) {
        throw wrong("does not decode: " + beginning.errors());
      }
      refuseUnlike(
          similarity.measure(directory, output, report.pictureStream(), target, encoding.samples()),
          target);
    }
    return measured(target, length(output, probe, target, report), output, warnings);
  }

  /** An original image keeps the rare forms of its source that ffmpeg does not read. */
  private static Path readable(Path directory, Path output, Probe probe, Target target)
      throws IOException {
    return target.strategy() == Strategy.ORIGINAL && probe.kind() == MediaKind.IMAGE
        ? RepairedImage.of(output, Container.of(probe), directory.resolve("repaired"))
        : output;
  }

  /** ffprobe finds no length in an animated PNG; the file itself says it. */
  private static @Nullable Duration length(
      Path output, Probe probe, Target target, OutputReport report) throws IOException {
    if (probe.animated() && target.strategy() == Strategy.ORIGINAL) {
      Animation animation = PictureFile.read(output, Container.of(probe)).animation();
      return animation == null ? null : animation.length();
    }
    if (probe.kind() == MediaKind.VIDEO) {
      return target.strategy() == Strategy.ORIGINAL
          ? shorter(report.length(), probe.duration())
          : report.length();
    }
    return probe.animated() ? report.pictureLength() : null;
  }

  /** An edit list that asks for more than there is stays in an original. */
  private static @Nullable Duration shorter(@Nullable Duration asked, @Nullable Duration known) {
    return asked != null && known != null && asked.compareTo(known) > 0 ? known : asked;
  }

  /** A comparison opens a still image, decodes all of it and takes no other size. */
  private static boolean isProvenByComparison(Probe probe, Target target) {
    return probe.kind() == MediaKind.IMAGE
        && !probe.animated()
        && target.strategy() != Strategy.ORIGINAL;
  }

  private Measured measureStill(Path directory, Path output, Target target, Samples samples)
      throws IOException, InterruptedException {
    Similarity.Found found = similarity.measure(directory, output, "v:0", target, samples);
    refuseUnlike(found, target);
    if (!found.errors().isEmpty()) {
      throw wrong("does not decode: " + found.errors());
    }
    return measured(target, null, output, List.of());
  }

  private Measured measureAnimatedWebp(Path directory, Path output, Target target, Samples samples)
      throws IOException, InterruptedException {
    List<Double> times =
        target.strategy() == Strategy.ORIGINAL
            ? List.of()
            : similarity.times(directory, target, samples);
    AnimatedWebpCheck.Inspected seen;
    try {
      seen = new AnimatedWebpCheck(ffmpeg).check(directory, output, target, times);
    } catch (ToolKilledException | InterruptedIOException ended) {
      throw ended;
    } catch (IOException refused) {
      throw wrong("animation: " + refused.getMessage());
    }
    refuseUnlike(
        similarity.measureRaw(directory, seen.canvases(), times.size(), target, samples), target);
    return measured(target, seen.length(), output, List.of());
  }

  private static Measured measured(
      Target target, @Nullable Duration length, Path output, List<String> warnings)
      throws IOException {
    return new Measured(
        target.width(), target.height(), length, Files.size(output), sha256(output), warnings);
  }

  private static void refuseUnlike(Similarity.Found found, Target target) {
    LOG.debug(
        "Compared with the source, strategy={}, ssim={}", target.strategy().id(), found.mean());
    if (found.mean().isPresent() && found.mean().getAsDouble() < LEAST_SIMILARITY) {
      throw wrong("similarity " + found.mean().getAsDouble() + " " + found.errors());
    }
  }

  private OutputReport read(Path directory, Path output, Target target)
      throws IOException, InterruptedException {
    if (!Files.exists(output) || Files.size(output) == 0) {
      throw wrong("no output");
    }
    try (ToolRun run = ffmpeg.in(directory, target.timeLimit())) {
      return ffmpeg.probe(
          run, OutputReport.arguments(output, demuxer(target.fileType())), OutputReport.class);
    } catch (Ffmpeg.RefusedException unreadable) {
      throw wrong("unreadable: " + unreadable.getMessage());
    }
  }

  private ToolResult decodeAll(
      Path directory, Path output, Probe probe, Target target, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeProgress decoded = new EncodeProgress(probe, target);
    List<String> words = new ArrayList<>(List.of("-progress", "pipe:1", "-stats_period", "0.5"));
    boolean still = probe.kind() == MediaKind.IMAGE && !probe.animated();
    List<String> times = still ? List.of() : OWN_TIMES;
    words.addAll(decoding(output, target, threads, List.of(), times));
    try (ToolRun run = ffmpeg.in(directory, target.timeLimit())) {
      return run.complete(ffmpeg.command(words), line -> progress.accept(decoded.next(line)));
    }
  }

  private ToolResult decodeBeginning(Path directory, Path output, Target target)
      throws IOException, InterruptedException {
    List<String> oneSecond = List.of("-xerror", "-t", "1");
    try (ToolRun run = ffmpeg.in(directory, target.timeLimit())) {
      return run.complete(ffmpeg.command(decoding(output, target, 1, oneSecond, OWN_TIMES)));
    }
  }

  private static List<String> decoding(
      Path output, Target target, int threads, List<String> options, List<String> times) {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-v", "error", "-threads"));
    words.add(Integer.toString(threads));
    words.addAll(List.of("-f", demuxer(target.fileType())));
    words.addAll(options);
    words.addAll(List.of("-i", "file:" + output));
    words.addAll(times);
    words.addAll(List.of("-f", "null", "-"));
    return words;
  }

  static String demuxer(FileType type) {
    return switch (type) {
      case MP4, AVIF -> "mov";
      case WEBM -> "matroska";
      case WEBP -> "webp_pipe";
      case JPEG -> "jpeg_pipe";
      case PNG -> "png_pipe";
      case GIF -> "gif";
    };
  }

  /** Through a channel, whose reads end when the thread is interrupted. */
  private static String sha256(Path file) throws IOException {
    try (InputStream content =
        new DigestInputStream(
            Channels.newInputStream(Files.newByteChannel(file)),
            MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) content).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java has SHA-256", impossible);
    }
  }

  private static void refuse(String detail) {
    throw wrong(detail);
  }

  private static StageException wrong(String detail) {
    return new StageException(
        ErrorCode.ENCODE_FAILED,
        ErrorCode.ENCODE_FAILED.sentence(),
        new IOException("The output was refused: " + detail));
  }

  /**
   * What was measured of an output.
   *
   * @param duration {@code null} for still images
   * @param sha256 of its bytes, lower-case hexadecimal
   * @param warnings sentences for the client
   */
  public record Measured(
      int width,
      int height,
      @Nullable Duration duration,
      long bytes,
      String sha256,
      List<String> warnings) {}
}
