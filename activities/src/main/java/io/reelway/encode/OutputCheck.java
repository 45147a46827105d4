package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an encoded file against its plan before anyone is told of it: it opens, decodes, and has
 * the planned tracks, size and length. What is reported of an output is measured here.
 */
public final class OutputCheck {
  /** ffprobe and a short decode of a file that we made ourselves. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Ffmpeg ffmpeg;

  public OutputCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Measures an output.
   *
   * @param directory the attempt's directory
   * @throws StageException with {@code ENCODE_FAILED} when it is not what was planned
   */
  public Measured measure(Path directory, Path output, Probe probe, Target target)
      throws IOException, InterruptedException {
    if (!Files.exists(output) || Files.size(output) == 0) {
      throw wrong("no output");
    }
    Report report = read(directory, output, target.strategy());
    Stream video =
        report.streams().stream()
            .filter(stream -> "video".equals(stream.codec_type()))
            .findFirst()
            .orElseThrow(() -> wrong("no picture track"));
    if (video.width() != target.width() || video.height() != target.height()) {
      throw wrong(
          "size %dx%d instead of %dx%d"
              .formatted(video.width(), video.height(), target.width(), target.height()));
    }
    boolean sound =
        report.streams().stream().anyMatch(stream -> "audio".equals(stream.codec_type()));
    if (sound != (probe.audio() != null)) {
      throw wrong("sound " + (sound ? "not wanted" : "missing"));
    }
    if (video.nb_read_packets() < 1) {
      throw wrong("no frame");
    }
    decode(directory, output, target.strategy());
    return new Measured(
        video.width(),
        video.height(),
        probe.kind() == MediaKind.VIDEO ? report.duration() : null,
        Files.size(output),
        sha256(output));
  }

  private Report read(Path directory, Path output, Strategy strategy)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      return ffmpeg.probe(
          run,
          List.of(
              "-v",
              "error",
              "-f",
              demuxer(strategy),
              "-count_packets",
              "-print_format",
              "json",
              "-show_entries",
              "format=duration:stream=codec_type,codec_name,width,height,nb_read_packets",
              "file:" + output),
          Report.class);
    } catch (Ffmpeg.RefusedException unreadable) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence(), unreadable);
    }
  }

  /**
   * An image wholly; of a video the beginning, since a full decode would cost as much as a play.
   */
  private void decode(Path directory, Path output, Strategy strategy)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      ToolResult result =
          run.complete(
              ffmpeg.command(
                  List.of(
                      "-nostdin",
                      "-v",
                      "error",
                      "-xerror",
                      "-threads",
                      "1",
                      "-f",
                      demuxer(strategy),
                      "-t",
                      "1",
                      "-i",
                      "file:" + output,
                      "-f",
                      "null",
                      "-")));
      if (!result.isClean()) {
        throw wrong("does not decode: " + result.errors());
      }
    }
  }

  private static String demuxer(Strategy strategy) {
    return switch (strategy) {
      case VIDEO_MP4_H264, IMAGE_AVIF -> "mov";
      case VIDEO_WEBM_VP9 -> "matroska";
      case IMAGE_WEBP -> "webp_pipe";
      case IMAGE_JPEG -> "jpeg_pipe";
    };
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream content =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) content).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java has SHA-256", impossible);
    }
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
   * @param duration {@code null} for images
   * @param sha256 of its bytes, lower-case hexadecimal
   */
  public record Measured(
      int width, int height, @Nullable Duration duration, long bytes, String sha256) {}

  private record Report(@Nullable List<Stream> streams, @Nullable Format format) {
    @Override
    public List<Stream> streams() {
      return streams == null ? List.of() : streams;
    }

    @Nullable Duration duration() {
      return format == null || format.duration() == null
          ? null
          : Duration.ofNanos(Math.round(format.duration() * 1e9));
    }
  }

  private record Format(@Nullable Double duration) {}

  private record Stream(@Nullable String codec_type, int width, int height, long nb_read_packets) {}
}
