package io.reelway.strategy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command lines that join the parts of a divided video by copying them.
 *
 * @param list the list of the segments, in the form of ffmpeg's demuxer {@code concat}
 * @param sound the sound in the format of the output; {@code null} without
 * @param start time of the first frame in seconds
 * @param format ffmpeg's name of the format of the output
 * @param options options of the format
 */
record JoinArguments(
    Path list,
    @Nullable Path sound,
    Path output,
    double start,
    String format,
    List<String> options) {

  /**
   * The commands.
   *
   * @param transparent whether the video is transparent. Its segments are joined first, and read
   *     again with a decoder that knows transparency: otherwise the output would not be marked as
   *     transparent
   */
  List<List<String>> commands(boolean transparent) {
    List<String> concat = List.of("-f", "concat", "-protocol_whitelist", "file,pipe");
    if (!transparent) {
      return List.of(command(concat, list, sound, options, output));
    }
    Path picture = list.resolveSibling("picture");
    return List.of(
        command(concat, list, null, List.of(), picture),
        command(List.of("-c:v", "libvpx-vp9", "-f", "matroska"), picture, sound, options, output));
  }

  private List<String> command(
      List<String> opening, Path picture, @Nullable Path heard, List<String> muxing, Path file) {
    List<String> words = new ArrayList<>(EncodeCommand.PREAMBLE);
    words.addAll(List.of("-itsoffset", VideoArguments.seconds(start)));
    words.addAll(opening);
    words.addAll(List.of("-i", "file:" + picture));
    words.addAll(heard == null ? List.of() : List.of("-i", "file:" + heard));
    words.addAll(List.of("-map", "0:v:0"));
    words.addAll(heard == null ? List.of() : List.of("-map", "1:a:0"));
    words.addAll(EncodeCommand.NO_METADATA);
    words.addAll(List.of("-c", "copy"));
    words.addAll(muxing);
    words.addAll(List.of("-f", format, "file:" + file));
    return words;
  }
}
