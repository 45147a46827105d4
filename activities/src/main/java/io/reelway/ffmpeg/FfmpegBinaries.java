package io.reelway.ffmpeg;

import io.reelway.ffmpeg.sandbox.Allocator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs ffmpeg and ffprobe, and their whole environment.
 *
 * @param ffmpeg absolute path of the encoder
 * @param ffprobe absolute path of the prober
 * @param environment all variables of their processes
 * @param origin where they come from, for the log
 */
public record FfmpegBinaries(
    Path ffmpeg, Path ffprobe, Map<String, String> environment, String origin) {

  /**
   * Finds or unpacks the programs: those in {@code reelway.ffmpeg.path}, else the bundled build,
   * else those installed on this machine.
   *
   * @throws FfmpegUnavailableException when there are none
   */
  public static FfmpegBinaries locate(FfmpegSettings settings) throws IOException {
    Path given = settings.path();
    if (given != null) {
      return at(given.toAbsolutePath());
    }
    Optional<FfmpegBinaries> bundled = BundledFfmpeg.unpack(settings.cache());
    return bundled.isPresent() ? bundled.get() : installed(System.getenv("PATH"));
  }

  private static FfmpegBinaries at(Path given) throws IOException {
    return from(Files.isDirectory(given) ? given.resolve("ffmpeg") : given)
        .orElseThrow(() ->
            new FfmpegUnavailableException(
                "reelway.ffmpeg.path is "
                    + given
                    + "; it must be a folder with the programs ffmpeg and ffprobe"));
  }

  /**
   * The programs in the first folder of a search path that has both.
   *
   * @param path folders in the format of the variable {@code PATH}
   */
  static FfmpegBinaries installed(@Nullable String path) throws IOException {
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> from(Path.of(folder).toAbsolutePath().resolve("ffmpeg")).stream())
        .findFirst()
        .orElseThrow(() ->
            new FfmpegUnavailableException(
                "There is no ffmpeg: this jar has none for this platform, and no folder in PATH "
                    + "has the programs ffmpeg and ffprobe. Install ffmpeg 7 or newer, or set"
                    + " reelway.ffmpeg.path to its folder"));
  }

  private static Optional<FfmpegBinaries> from(Path ffmpeg) {
    Path ffprobe = ffmpeg.resolveSibling("ffprobe");
    return Files.isExecutable(ffmpeg) && Files.isExecutable(ffprobe)
        ? Optional.of(new FfmpegBinaries(ffmpeg, ffprobe, Allocator.VARIABLES, ffmpeg.toString()))
        : Optional.empty();
  }
}
