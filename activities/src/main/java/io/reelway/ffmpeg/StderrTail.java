package io.reelway.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Drains the error output of a process, counts what it says and keeps only its end, so that a file
 * that makes ffmpeg complain a million times costs no memory. What is kept is fit for a log: one
 * line each, printable characters only. Not thread-safe; read it after the process has ended.
 */
final class StderrTail {
  private static final int KEPT_LINES = 20;
  private static final int LONGEST_LINE = 300;

  private final Deque<String> kept = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private FfmpegDiagnostics complaints = FfmpegDiagnostics.NONE;

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
    // The stand-ins for device libraries cause this one.
    if (text.isBlank() || text.contains("no version information available")) {
      return;
    }
    complaints = complaints.and(text);
    kept.addLast(text);
    if (kept.size() > KEPT_LINES) {
      kept.removeFirst();
    }
  }

  private static boolean isPrintable(int letter) {
    return letter >= ' ' && letter < 0x7f;
  }

  /** The last lines. */
  List<String> lines() {
    return List.copyOf(kept);
  }

  /** All lines, counted. */
  FfmpegDiagnostics complaints() {
    return complaints;
  }
}
