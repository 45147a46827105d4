package io.reelway.source;

import java.util.List;

/**
 * The options under which ffmpeg and ffprobe open a source: only its own demuxer, only decoders
 * that such a file may need, no protocol but files, and no picture larger than the limit, however
 * late in the file it comes.
 *
 * @param pixels pixels that one picture may have
 */
public record InputGuard(long pixels) {
  /** Decoders pad what they allocate to whole blocks. */
  private static final double PADDING = 1.1;

  /** Options that stand before the input. */
  public List<String> options(Container container) {
    return List.of(
        "-f",
        container.demuxer(),
        "-format_whitelist",
        container.demuxer(),
        "-protocol_whitelist",
        "file,pipe",
        "-codec_whitelist",
        container.decoders(),
        "-max_pixels",
        Long.toString((long) Math.min(Integer.MAX_VALUE, pixels * PADDING)));
  }
}
