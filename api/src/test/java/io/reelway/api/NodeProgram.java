package io.reelway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs client programs in JavaScript. */
public final class NodeProgram {
  private NodeProgram() {}

  /** Skips the test with a loud message when node is missing; fails it in CI. */
  public static void require() throws InterruptedException {
    boolean node = isThere();
    assertThat(node || System.getenv("CI") == null).as("CI has node").isTrue();
    assumeTrue(node, "SKIPPED: there is no program 'node', so nothing in another language runs");
  }

  /** Runs a program, which must exit with 0, and returns what it prints. */
  public static String run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("node.log");
    ProcessBuilder node =
        new ProcessBuilder(Stream.concat(Stream.of("node"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    node.environment().putAll(environment);
    Process process = node.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
    return printed;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
