package io.reelway.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drains the error output of a process, counts the messages and keeps only the last ones, so that a
 * million errors cost no memory. The kept lines are safe for a log: printable characters only. Not
 * thread-safe; read it after the process has ended.
 */
final class StderrTail {
  private static final int KEPT_LINES = 20;
  private static final int LONGEST_LINE = 300;

  /**
   * Harmless messages: those that the stand-ins for device libraries cause; those about EXIF
   * blocks, because the picture displays without them; the end mark of a BMP, which comes after all
   * of its lines; and the settings that SVT-AV1 prints.
   */
  private static final Pattern SAYS_NOTHING =
      Pattern.compile(
          "no version information available|\\b(?i:exif)\\b|MS RLE: ended frame decode with"
              + "|^Svt\\[(info|warn)\\]");

  private final Deque<String> kept = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private FfmpegDiagnostics diagnostics = FfmpegDiagnostics.NONE;

  void drain(InputStream errors) throws IOException {
    var letters = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8));
    for (int letter = letters.read(); letter >= 0; letter = letters.read()) {
      if (letter == '\n') {
        endLine();
      } else if (line.length() < LONGEST_LINE) {
        line.append(isPrintable(letter) ? (char) letter : '?');
      }
    }
    endLine();
  }

  private void endLine() {
    String text = line.toString();
    line.setLength(0);
    if (text.isBlank() || SAYS_NOTHING.matcher(text).find()) {
      return;
    }
    diagnostics = diagnostics.and(text);
    kept.addLast(text);
    if (kept.size() > KEPT_LINES) {
      kept.removeFirst();
    }
  }

  private static boolean isPrintable(int letter) {
    return letter >= ' ' && letter < 0x7f;
  }

  /** The last lines, oldest first. */
  List<String> lines() {
    return List.copyOf(kept);
  }

  /** Whether one of the last lines contains these words. */
  boolean contains(String words) {
    return kept.stream().anyMatch(last -> last.contains(words));
  }

  /** The distinct matches of the first group of the pattern in the last lines, oldest first. */
  List<String> matches(Pattern pattern) {
    return kept.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** Forgets all lines. */
  void clear() {
    kept.clear();
    diagnostics = FfmpegDiagnostics.NONE;
  }

  /** The counts of all lines. */
  FfmpegDiagnostics diagnostics() {
    return diagnostics;
  }
}
