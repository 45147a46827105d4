package io.reelway.encode;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.FileType;
import io.reelway.plan.Target;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that moves the chosen tracks of a video into a fresh container, untouched:
 * without metadata, chapters, covers and further tracks, and of H.264 without the notes that
 * cameras and encoders write between its frames.
 */
final class OriginalCommand {
  /** An index for every two seconds instead of every packet, and no boxes that nobody reads. */
  private static final List<String> LEAN =
      List.of("-chunk_duration", "2000000", "-write_btrt", "0", "-empty_hdlr_name", "1");

  private OriginalCommand() {}

  static List<String> arguments(
      Probe probe, Target target, InputGuard guard, Path source, Path output) {
    List<String> words = new ArrayList<>(EncodeCommand.PREAMBLE);
    words.addAll(guard.options(Container.of(probe)));
    words.addAll(List.of("-i", "file:" + source, "-map", "0:" + probe.video().index()));
    AudioTrack audio = probe.audio();
    if (audio != null) {
      words.addAll(List.of("-map", "0:" + audio.index()));
    }
    words.addAll(List.of("-c", "copy"));
    words.addAll(EncodeCommand.NO_METADATA);
    if (target.fileType() == FileType.MP4) {
      if (probe.video().codec().equals("h264")) {
        words.addAll(List.of("-bsf:v", "filter_units=remove_types=6"));
      }
      words.addAll(List.of("-movflags", "+faststart"));
      words.addAll(LEAN);
    }
    words.addAll(List.of("-f", target.fileType() == FileType.MP4 ? "mp4" : "webm"));
    words.add("file:" + output);
    return words;
  }
}
