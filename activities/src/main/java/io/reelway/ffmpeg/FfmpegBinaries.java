package io.reelway.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The two programs, and the environment they need and get: nothing but this.
 *
 * @param ffmpeg absolute path of the encoder
 * @param ffprobe absolute path of the prober
 * @param environment all variables of their processes
 * @param origin where they come from, for the log
 */
public record FfmpegBinaries(
    Path ffmpeg, Path ffprobe, Map<String, String> environment, String origin) {

  /**
   * Finds or unpacks them.
   *
   * @throws IOException with a sentence that says what to do when there are none
   */
  public static FfmpegBinaries locate(FfmpegSettings settings) throws IOException {
    Path given = settings.path();
    return given == null
        ? BundledFfmpeg.unpack(settings.cache())
        : installed(given.toAbsolutePath());
  }

  private static FfmpegBinaries installed(Path given) throws IOException {
    Path ffmpeg = Files.isDirectory(given) ? given.resolve("ffmpeg") : given;
    Path ffprobe = ffmpeg.resolveSibling("ffprobe");
    if (!Files.isExecutable(ffmpeg) || !Files.isExecutable(ffprobe)) {
      throw new IOException(
          "reelway.ffmpeg.path is "
              + given
              + "; it must be a folder with the programs ffmpeg and ffprobe");
    }
    return new FfmpegBinaries(ffmpeg, ffprobe, Map.of(), ffmpeg.toString());
  }
}
