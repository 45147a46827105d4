package io.reelway.ffmpeg;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The counted messages of a run. They tell whether the input is at fault, and how badly. ffmpeg
 * puts the component before each line, e.g. {@code [vist#0:0/vp9 @ 0x55] [dec:vp9 @ 0x56] Decoding
 * error}.
 *
 * @param lines number of all lines
 * @param lostPackets number of packets of picture or sound that could not be decoded
 * @param ofInput number of lines by demuxers and decoders; concealed damage has a line, too
 * @param missingReferences number of those lines that only say that a frame refers to one that was
 *     not decoded: this is so where decoding begins in the middle of a video
 * @param nothingDecoded whether the input ended before its first picture
 * @param filtersFailed whether a filter refused the pictures; then the encoders also end without
 *     one
 * @param outputUndecodable whether the decoder of a comparison refused what the encoder made
 */
public record FfmpegDiagnostics(
    long lines,
    long lostPackets,
    long ofInput,
    long missingReferences,
    boolean nothingDecoded,
    boolean filtersFailed,
    boolean outputUndecodable) {
  static final FfmpegDiagnostics NONE = new FfmpegDiagnostics(0, 0, 0, 0, false, false, false);

  /** A decoder of an input is named after its stream; one of a comparison stands alone. */
  private static final Pattern COMPARISON =
      Pattern.compile("^\\[dec:.*(Error submitting packet to decoder|Decoding error)");

  private static final Pattern LOST =
      Pattern.compile(
          "\\[dec:.*(Error submitting packet to decoder|Decoding error)"
              + "|Error while decoding stream");

  /** What decoders of H.264 and HEVC say where decoding begins within a group of pictures. */
  private static final Pattern REFERENCES =
      Pattern.compile(
          "mmco: unref|[Mm]issing reference|reference picture missing|co located POCs"
              + "|Could not find ref with POC|Error constructing the frame RPS");

  private static final Pattern INPUT = Pattern.compile("^\\[(in#|vist#|aist#|dec:|IMGUTILS)");

  /** Errors of an unused track, whose headers ffmpeg decodes anyway. */
  private static final String UNREAD_TRACK = "not on whitelist";

  /** The name of a decoder or demuxer at the start of a line. Encoders begin with lib or enc:. */
  private static final Pattern COMPONENT = Pattern.compile("^\\[([a-z0-9_,]+) @ ");

  /**
   * Our own muxers and encoders that have the names of decoders. Their input is intact, so their
   * messages say nothing about the source.
   */
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
        missingReferences + (isOfInput(line) && REFERENCES.matcher(line).find() ? 1 : 0),
        nothingDecoded || line.contains("after EOF") || line.contains("before EOF"),
        filtersFailed || FILTERS.matcher(line).find(),
        outputUndecodable || COMPARISON.matcher(line).find());
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
