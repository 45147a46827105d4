package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the encoder alone, with the arguments that the server wrote to its log. */
final class BareEncoder {
  private static final String MARK = " Running ";

  private BareEncoder() {}

  /**
   * Returns the last encode command of the log, changed to read the file itself and to write below
   * the directory.
   */
  static List<String> lastCommand(Path log, Path source, Path directory) throws IOException {
    String line =
        Files.readAllLines(log).stream()
            .filter(text -> text.contains(MARK) && text.contains("-progress"))
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IOException("No encode in the log"));
    List<String> words =
        new ArrayList<>(
            List.of(line.substring(line.indexOf(MARK) + MARK.length()).strip().split(" ")));
    // What limits the process stands in front; the folder of ffmpeg may have its name, too.
    while (!words.getFirst().endsWith("/ffmpeg") || !words.get(1).equals("-y")) {
      words.removeFirst();
    }
    words.set(words.lastIndexOf("-i") + 1, "file:" + source);
    words.replaceAll(word -> isScratch(word) ? "file:" + directory.resolve(name(word)) : word);
    return words;
  }

  private static boolean isScratch(String word) {
    return word.startsWith("file:") && word.contains("/scratch/");
  }

  private static String name(String word) {
    return "bare-" + word.substring(word.lastIndexOf('/') + 1);
  }

  /**
   * Runs the command.
   *
   * @return duration in nanoseconds
   */
  static long run(List<String> command, Path directory) throws IOException, InterruptedException {
    Path program = Path.of(command.getFirst());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
    long start = System.nanoTime();
    int exitCode = builder.start().waitFor();
    long time = System.nanoTime() - start;
    if (exitCode != 0) {
      throw new IOException("The bare encoder failed: " + command);
    }
    return time;
  }
}
