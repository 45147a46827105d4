package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines with a text that a log has got since the last look. */
final class LogLines {
  private final Path log;
  private final String text;
  private long known;

  LogLines(Path log, String text) {
    this.log = log;
    this.text = text;
  }

  List<String> next() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> found = lines.filter(line -> line.contains(text)).skip(known).toList();
      known += found.size();
      return found;
    }
  }

  /** The value of a field that is written as {@code name=value}. */
  static double field(String line, String name) {
    Matcher value = Pattern.compile("[ ,]" + name + "=([0-9.]+)").matcher(line);
    if (!value.find()) {
      throw new IllegalArgumentException("No " + name + ": " + line);
    }
    return Double.parseDouble(value.group(1));
  }
}
