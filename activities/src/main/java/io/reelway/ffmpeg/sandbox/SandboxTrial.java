package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tries confinements by running ffmpeg in them.
 *
 * @param command the command to run; it must print something and end with exit code 0
 * @param environment all its variables
 * @param directory an empty directory to run in
 * @param prlimit path of the program prlimit
 */
record SandboxTrial(
    List<String> command, Map<String, String> environment, Path directory, String prlimit) {

  /** Tries a confinement. Returns why it cannot be used here; empty when it can. */
  String failure(Confinement confinement) {
    try {
      Confinement.Confined confined = confinement.confine(FileAccess.of(directory, command));
      List<String> words = new ArrayList<>(confined.before());
      if (!confined.limits().isEmpty()) {
        words.add(prlimit);
        words.addAll(confined.limits());
        words.add("--");
      }
      words.addAll(confined.after());
      words.addAll(command);
      SystemPrograms.Answer answer = SystemPrograms.run(words, environment, directory);
      confined.end().run();
      return answer.isGood() ? "" : "exit " + answer.exitCode() + ", " + answer.lastLine();
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  boolean works(Confinement confinement) {
    return failure(confinement).isEmpty();
  }
}
