package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds and runs the small programs of this system.
 *
 * @param folders folders to search; the first match counts
 */
public record SystemPrograms(List<Path> folders) {
  private static final long TRIAL_SECONDS = 10;
  private static final int LONGEST_ANSWER = 1 << 16;

  public SystemPrograms {
    folders = List.copyOf(folders);
  }

  /** The programs in the standard folders of Linux. */
  public static SystemPrograms ofThisSystem() {
    return new SystemPrograms(
        List.of(
            Path.of("/usr/bin"),
            Path.of("/bin"),
            Path.of("/usr/sbin"),
            Path.of("/sbin"),
            Path.of("/usr/local/bin")));
  }

  /** The absolute path of a program; empty when it is not installed. */
  public Optional<String> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param environment all its variables
   * @return its standard output and error output, and its exit code; -1 when it could not be
   *     started or took longer than 10 s
   */
  static Answer run(List<String> command, Map<String, String> environment, Path directory) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try (InputStream output = process.getInputStream()) {
        if (!process.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
          return new Answer(-1, "no end after " + TRIAL_SECONDS + " s");
        }
        byte[] text = output.readNBytes(LONGEST_ANSWER);
        return new Answer(process.exitValue(), new String(text, StandardCharsets.UTF_8).strip());
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException refused) {
      return new Answer(-1, String.valueOf(refused.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Answer(-1, "interrupted");
    }
  }

  /**
   * How a command ended.
   *
   * @param exitCode -1 when it could not be started or did not end
   * @param text its output
   */
  record Answer(int exitCode, String text) {
    boolean isGood() {
      return exitCode == 0;
    }

    /** The last line of the output, which a program prints before it gives up. */
    String lastLine() {
      return text.substring(text.lastIndexOf('\n') + 1);
    }
  }
}
