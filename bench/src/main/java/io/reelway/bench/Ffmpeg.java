package io.reelway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs the program that a server has unpacked, to make and to compare files. */
final class Ffmpeg {
  private Ffmpeg() {}

  /**
   * Makes a file, whole or not at all. One that is there stays as it is.
   *
   * @param arguments without the output
   */
  static Path make(Path file, List<String> arguments) throws IOException, InterruptedException {
    if (Files.exists(file)) {
      return file;
    }
    Path begun = file.resolveSibling("begun-" + file.getFileName());
    List<String> words = new ArrayList<>(List.of("-y", "-v", "error"));
    words.addAll(arguments);
    words.add(begun.toString());
    run(words);
    return Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Runs the program to its end.
   *
   * @return its messages
   */
  static String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of(Server.ffmpeg().toString(), "-nostdin", "-hide_banner"));
    words.addAll(arguments);
    Process process = start(words, ProcessBuilder.Redirect.PIPE);
    String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ffmpeg failed: " + words + ": " + messages);
    }
    return messages;
  }

  /**
   * Starts a command line of the program; its libraries lie beside it.
   *
   * @param messages receives the messages
   */
  static Process start(List<String> words, ProcessBuilder.Redirect messages) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(messages);
    builder.environment().put("LD_LIBRARY_PATH", String.valueOf(Server.ffmpeg().getParent()));
    return builder.start();
  }
}
