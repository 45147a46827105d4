package io.reelway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A file or a whole folder that is not optimized.
 *
 * @param below its path relative to the named folder
 * @param reason why it is skipped
 */
record SkippedFile(Path below, Reason reason) {
  /** More names than this would push everything else off the screen. */
  private static final int SHOWN = 20;

  /** Why a file is skipped. */
  enum Reason {
    OTHER_ENDING("its extension is not that of an image or video"),
    HIDDEN("it is hidden"),
    LINKED_FOLDER("it is a link to a folder"),
    UNREADABLE("it cannot be read"),
    DONE("an earlier run has finished it; use --again to repeat it");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  /** Prints the files for each reason, at most {@value #SHOWN} of each. */
  static void print(List<SkippedFile> files, PrintWriter output) {
    for (Reason reason : Reason.values()) {
      List<SkippedFile> these = files.stream().filter(it -> it.reason() == reason).toList();
      these.stream()
          .limit(SHOWN)
          .forEach(it -> output.printf("Skipped %s: %s.%n", it.label(), reason.sentence));
      if (these.size() > SHOWN) {
        output.printf("Skipped %d more: %s.%n", these.size() - SHOWN, reason.sentence);
      }
    }
    output.flush();
  }

  private String label() {
    return Text.printable(below.toString());
  }
}
