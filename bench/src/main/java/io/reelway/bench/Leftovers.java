package io.reelway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What jobs that have ended leave behind, in the engine, in the store and on the workers. */
record Leftovers(Setup setup, Server api, String engine, Crew crew) {
  /** Two sweeps of a worker, and the delay of the engine's lists. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What is left after a while. */
  List<String> await() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> left = now();
    while (!left.isEmpty() && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      left = now();
    }
    return left;
  }

  int survivors() {
    return crew.survivors();
  }

  private List<String> now() throws IOException, InterruptedException {
    List<String> left = new ArrayList<>(crew.leftovers());
    left.addAll(objects());
    left.addAll(workflows());
    return left;
  }

  /** The objects that are no outputs. */
  private List<String> objects() throws IOException {
    Path bucket = api.bucket();
    try (Stream<Path> files = Files.walk(bucket)) {
      return files
          .filter(Files::isRegularFile)
          .map(bucket::relativize)
          .map(Path::toString)
          .filter(key -> !key.contains("/output/"))
          .toList();
    }
  }

  /** The workflows of jobs that still run. */
  private List<String> workflows() throws IOException, InterruptedException {
    Process list =
        new ProcessBuilder(
                setup.temporal(),
                "workflow",
                "list",
                "--address",
                engine,
                "--query",
                "ExecutionStatus = 'Running' AND WorkflowType = 'MediaJobWorkflow'")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (list.waitFor() != 0) {
      throw new IOException("The engine does not list workflows");
    }
    return text.lines().filter(line -> line.contains("MediaJobWorkflow")).toList();
  }
}
