package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are killed while the helper programs set up the sandbox of ffmpeg, which takes
 * milliseconds. The helper programs do not notice: some would wait for ever, others would continue.
 */
@EnabledOnOs(OS.LINUX)
class KilledWorkerTest {
  private static final int WORKERS = Integer.getInteger("reelway.kills", 6);

  @TempDir Path folder;

  @Test
  void leavesNoProcessAfterTheNextWorkerHasTakenOverTheScratch() throws Exception {
    Path root = folder.resolve("scratch");
    int left = 0;
    for (int i = 0; i < WORKERS; i++) {
      Process worker = start(root, "worker-" + i);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(7L * (i % 20)));
      worker.destroyForcibly().waitFor();
      left += Leftovers.below(root).size();

      Scratch.open(root, "next").close();

      assertThat(Leftovers.below(root)).isEmpty();
    }
    System.out.printf("Killed %d workers, which left %d processes behind%n", WORKERS, left);
  }

  /** Starts a worker and returns when it has started programs. */
  private Process start(Path root, String owner) throws IOException {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-classpath",
                System.getProperty("java.class.path"),
                BusyWorker.class.getName(),
                root.toString(),
                owner,
                folder.resolve("cache").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(worker.inputReader().lines().anyMatch("ready"::equals)).isTrue();
    return worker;
  }
}
