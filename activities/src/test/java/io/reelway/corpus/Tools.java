package io.reelway.corpus;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegSettings;
import io.reelway.ffmpeg.Sandbox;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.ByteSize;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.SegmentSettings;
import io.reelway.probe.ProbeLimits;
import io.reelway.strategy.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The bundled ffmpeg, with the limits of a worker with default settings. */
public final class Tools {
  public static final ProbeLimits PROBE_LIMITS =
      new ProbeLimits(
          Duration.ofSeconds(15),
          100_000_000,
          5_000,
          20_000_000_000_000L,
          100,
          Duration.ofHours(12));

  public static final EncodeLimits ENCODE_LIMITS =
      new EncodeLimits(Duration.ofSeconds(60), 20, Duration.ofMinutes(10), Duration.ofHours(3));

  /** Every video is encoded whole. */
  public static final SegmentSettings WHOLE =
      new SegmentSettings(false, Duration.ofSeconds(10), Duration.ofSeconds(20));

  private static final class Holder {
    static final Ffmpeg FFMPEG = start();

    static Ffmpeg start() {
      try {
        return Ffmpeg.start(settings(), Strategies.builtIn().encoders());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private Tools() {}

  public static Ffmpeg ffmpeg() {
    return Holder.FFMPEG;
  }

  /**
   * Runs ffmpeg and waits for it to exit.
   *
   * @param folder the only one it writes to
   * @return what it prints on its standard output
   */
  public static byte[] run(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg().in(folder, Duration.ofMinutes(2))) {
      Process process = run.run(ffmpeg().command(arguments));
      byte[] output;
      try (InputStream stream = process.getInputStream()) {
        output = stream.readAllBytes();
      }
      if (process.waitFor() != 0) {
        throw new IOException("ffmpeg failed: " + arguments);
      }
      return output;
    }
  }

  /**
   * Makes a media file, e.g. from ffmpeg's own test pictures and sounds.
   *
   * @param folder the only one it writes to
   * @param name the name of the file
   * @param arguments inputs and encoders
   */
  public static Path make(Path folder, String name, List<String> arguments)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
    words.addAll(arguments);
    words.add(file.toString());
    run(folder, words);
    return file;
  }

  static FfmpegSettings settings() {
    return settings("8 GiB");
  }

  static FfmpegSettings settings(String memory) {
    return settings(memory, Sandbox.AUTO);
  }

  static FfmpegSettings settings(String memory, Sandbox sandbox) {
    return new FfmpegSettings(
        null,
        Path.of("target", "ffmpeg"),
        10,
        ByteSize.valueOf(memory),
        ByteSize.valueOf("1 GiB"),
        sandbox);
  }
}
