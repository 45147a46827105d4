package io.reelway.hls;

import java.io.IOException;
import java.util.List;

/**
 * The lines of a playlist, without empty ones.
 *
 * @param all the lines after the first, which marks a playlist
 */
record PlaylistLines(List<String> all) {
  static PlaylistLines of(String text) throws IOException {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
      throw new IOException("Not a playlist");
    }
    return new PlaylistLines(lines.subList(1, lines.size()));
  }

  boolean has(String tag) {
    return all.contains(tag);
  }

  /** What follows a tag that occurs once. */
  String value(String tag) throws IOException {
    List<String> found = all.stream().filter(line -> line.startsWith(tag)).toList();
    if (found.size() != 1) {
      throw new IOException("The playlist has " + found.size() + " times " + tag);
    }
    return found.getFirst().substring(tag.length());
  }
}
