package io.reelway.api.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the whole program, on SQLite and a local disk, while clients submit. {@code
 * -Dreelway.failures.submits=1000} runs the long form.
 */
class KilledDuringSubmitsTest {
  private static final int SUBMITS = Integer.getInteger("reelway.failures.submits", 40);
  private static final int CLIENTS = 8;
  private static final String ENGINE = "reelway.engine=in-memory";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  @Test
  void everyAnsweredSubmitIsDoneAfterARestart() throws Exception {
    List<String> answered = answeredBeforeTheKill();

    assertThat(answered).hasSizeBetween(SUBMITS / 2, SUBMITS - 1).doesNotHaveDuplicates();
    try (ReelwayProcess second = ReelwayProcess.start(work, "second", ENGINE)) {
      for (String job : answered) {
        second.await(job, "done");
        assertThat(outputs(job)).as(job).isEqualTo(1);
      }
    }
  }

  private List<String> answeredBeforeTheKill() throws Exception {
    Path picture = picture();
    CountDownLatch half = new CountDownLatch(SUBMITS / 2);
    List<String> answered = new ArrayList<>();
    try (ReelwayProcess first = ReelwayProcess.start(work, "first", ENGINE);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<String>> submits = new ArrayList<>();
      for (int i = 0; i < SUBMITS; i++) {
        submits.add(
            clients.submit(() -> {
              String job = first.submit(picture, "mobile");
              half.countDown();
              return job;
            }));
      }
      assertThat(half.await(5, TimeUnit.MINUTES)).isTrue();
      first.kill();
      for (Future<String> submit : submits) {
        answer(submit).ifPresent(answered::add);
      }
    }
    return answered;
  }

  /** The job's id, or empty when the kill came before the answer. */
  private static Optional<String> answer(Future<String> submit) throws InterruptedException {
    try {
      return Optional.of(submit.get());
    } catch (ExecutionException cutOff) {
      assertThat(cutOff).hasCauseInstanceOf(IOException.class);
      return Optional.empty();
    }
  }

  private long outputs(String jobId) throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("data/store/jobs/" + jobId + "/output"))) {
      return files.count();
    }
  }

  private Path picture() throws IOException {
    Path file = work.resolve("picture.png");
    BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(grey, "png", file.toFile())).isTrue();
    return file;
  }
}
