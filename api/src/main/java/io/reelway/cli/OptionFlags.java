package io.reelway.cli;

import io.reelway.sdk.Options;
import io.reelway.sdk.OptionsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the outputs are, beyond the preset. The server checks the values. */
final class OptionFlags {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set before options()
  private CommandSpec spec;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "Maximum width. Nothing is enlarged.")
  private @Nullable Integer width;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Maximum height.")
  private @Nullable Integer height;

  @Option(
      names = "--fit",
      paramLabel = "FIT",
      description = "contain, cover or fill, as CSS has them; the last two need both sides.")
  private @Nullable String fit;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "mp4, webm, webp, avif, jpeg, png, gif, m4a, mp3 or ogg; several with commas compete.",
      showDefaultValue = Visibility.NEVER)
  private List<String> format = new ArrayList<>();

  @Option(names = "--video-codec", paramLabel = "CODEC", description = "h264, hevc, vp9 or av1.")
  private @Nullable String videoCodec;

  @Option(names = "--audio-codec", paramLabel = "CODEC", description = "aac, opus or mp3.")
  private @Nullable String audioCodec;

  @Option(
      names = "--max-frame-rate",
      paramLabel = "FPS",
      description = "Maximum frames per second of a video.")
  private @Nullable Double maxFrameRate;

  @Option(
      names = "--quality",
      paramLabel = "VALUE",
      description =
          "1 to 100 on the scale of WebP; or a score to reach, e.g. xpsnr:40 or ssim:0.98, and the"
              + " lowest one that is good enough, e.g. xpsnr:40:38.",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String quality;

  @Option(names = "--max-bytes", paramLabel = "BYTES", description = "Maximum size of an output.")
  private @Nullable Long maxBytes;

  @Option(
      names = "--effort",
      paramLabel = "EFFORT",
      description = "fast, balanced or thorough: more processor time makes smaller outputs.")
  private @Nullable String effort;

  @Option(
      names = "--audio",
      paramLabel = "CHOICE",
      description = "keep, none for silent videos, or only for files of the sound.")
  private @Nullable String audio;

  @Option(
      names = "--start",
      paramLabel = "SECONDS",
      description = "Where the output begins in the source.")
  private @Nullable Double start;

  @Option(names = "--duration", paramLabel = "SECONDS", description = "Length of the output.")
  private @Nullable Double duration;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description =
          "A JSON file with options, see docs/options.md; the options above replace its members.")
  private @Nullable Path file;

  /** The options of the file, and those of the command line, which replace them. */
  Options options() {
    OptionsBuilder all = read().toBuilder();
    optional(width).ifPresent(all::width);
    optional(height).ifPresent(all::height);
    optional(fit).ifPresent(all::fit);
    if (!format.isEmpty()) {
      all.format(format.toArray(String[]::new));
    }
    optional(videoCodec).ifPresent(all::videoCodec);
    optional(audioCodec).ifPresent(all::audioCodec);
    optional(maxFrameRate).map(this::finite).ifPresent(all::maxFrameRate);
    if (quality != null) {
      setQuality(all, quality);
    }
    optional(maxBytes).ifPresent(all::maxBytes);
    optional(effort).ifPresent(all::effort);
    optional(audio).ifPresent(all::audio);
    optional(start).map(value -> seconds("--start", value)).ifPresent(all::start);
    optional(duration).map(value -> seconds("--duration", value)).ifPresent(all::duration);
    return all.build();
  }

  private void setQuality(OptionsBuilder all, String value) {
    String[] parts = value.split(":", -1);
    try {
      switch (parts.length) {
        case 1 -> all.quality(Integer.parseInt(parts[0]));
        case 2 -> all.quality(parts[0], Double.parseDouble(parts[1]));
        case 3 -> all.quality(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        default -> throw new NumberFormatException(value);
      }
    } catch (NumberFormatException noNumber) {
      throw usage("--quality is " + value + "; write for example 75, xpsnr:40 or xpsnr:40:38.");
    }
  }

  private static <T> Optional<T> optional(@Nullable T value) {
    return Optional.ofNullable(value);
  }

  private Options read() {
    if (file == null) {
      return Options.NONE;
    }
    try {
      return Options.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw usage("--options is " + file + ", which cannot be read; write the name of a file.");
    } catch (IllegalArgumentException noObject) {
      throw usage("--options is " + file + ", which is not a JSON object; correct its syntax.");
    }
  }

  private Duration seconds(String name, double value) {
    if (!(Math.abs(value) <= Integer.MAX_VALUE)) {
      throw usage(name + " is " + value + "; write seconds.");
    }
    return Duration.ofNanos(Math.round(value * 1e9));
  }

  private Double finite(Double frameRate) {
    if (!Double.isFinite(frameRate)) {
      throw usage("--max-frame-rate is " + frameRate + "; write frames per second, e.g. 30.");
    }
    return frameRate;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
