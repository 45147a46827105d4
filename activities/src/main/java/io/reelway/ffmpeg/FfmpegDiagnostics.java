package io.reelway.ffmpeg;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run said about its input, counted: whether the file it read is at fault, and how badly.
 * ffmpeg puts the part that speaks before each line, e.g. {@code [vist#0:0/vp9 @ 0x55] [dec:vp9 @
 * 0x56] Decoding error}.
 *
 * @param lines all lines
 * @param lostPackets pieces of picture or sound that no decoder could make anything of
 * @param ofInput lines by demuxers and decoders; a damage that is covered up has one, too
 * @param nothingDecoded whether the input ended before its first picture
 * @param filtersFailed whether a filter refused the pictures; then encoders end without one, too
 */
public record FfmpegDiagnostics(
    long lines, long lostPackets, long ofInput, boolean nothingDecoded, boolean filtersFailed) {
  static final FfmpegDiagnostics NONE = new FfmpegDiagnostics(0, 0, 0, false, false);

  private static final Pattern LOST =
      Pattern.compile(
          "\\[dec:.*(Error submitting packet to decoder|Decoding error)"
              + "|Error while decoding stream");

  private static final Pattern INPUT = Pattern.compile("^\\[(in#|vist#|aist#|dec:|IMGUTILS)");

  /** Errors of a track that is not used; ffmpeg decodes its headers anyway. */
  private static final String UNREAD_TRACK = "not on whitelist";

  /** Begins with the name of the decoder or demuxer; encoders are called lib-something or enc:. */
  private static final Pattern COMPONENT = Pattern.compile("^\\[([a-z0-9_,]+) @ ");

  /** Muxers and encoders with the names of decoders; ours, and working on sound input. */
  private static final Set<String> OUTPUT = Set.of("mp4", "webm", "avif", "aac", "null", "nut");

  /**
   * Errors of the filter graph, which are a fault of the command line and not of the file. A graph
   * without any frame logs its own message and the end of its thread.
   */
  private static final Pattern FILTERS =
      Pattern.compile(
          "^\\[fc#(?!.*(Cannot determine format|Task finished|Terminating thread))"
              + "|^\\[(auto_|Parsed_)|^Impossible to convert between the formats");

  FfmpegDiagnostics and(String line) {
    return new FfmpegDiagnostics(
        lines + 1,
        lostPackets + (LOST.matcher(line).find() ? 1 : 0),
        ofInput + (isOfInput(line) ? 1 : 0),
        nothingDecoded || line.contains("after EOF") || line.contains("before EOF"),
        filtersFailed || FILTERS.matcher(line).find());
  }

  private static boolean isOfInput(String line) {
    if (line.contains(UNREAD_TRACK)) {
      return false;
    }
    if (INPUT.matcher(line).find()) {
      return true;
    }
    var component = COMPONENT.matcher(line);
    return component.find()
        && !OUTPUT.contains(component.group(1))
        && !component.group(1).startsWith("auto_")
        && (!component.group(1).startsWith("lib") || component.group(1).startsWith("libdav1d"));
  }
}
