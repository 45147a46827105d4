package io.reelway.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Uses processes that read from an endless pipe and have a path as argument. */
@EnabledOnOs(OS.LINUX)
class WorkingProcessesTest {
  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();
  private Path root;

  @BeforeEach
  void realPath() throws IOException {
    root = folder.toRealPath();
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void areKilledWhenTheOwnerOfTheirDirectoryIsGone() throws Exception {
    Path gone = Files.createDirectory(root.resolve("gone"));
    Files.createFile(gone.resolve("owner.lock"));
    Process named = reader(gone.resolve("encode-1").toString());
    Process prefixed = reader("file:" + gone.resolve("encode-1/output"));

    Scratch.open(root, "next").close();

    assertThat(List.of(named, prefixed)).noneMatch(Process::isAlive);
    assertThat(gone).doesNotExist();
  }

  @Test
  void areKilledWhenTheirDirectoryIsAlreadyDeleted() throws Exception {
    Process late = reader(root.resolve(UUID.randomUUID().toString()).resolve("probe-1").toString());

    Scratch.open(root, "next").close();

    assertThat(late.isAlive()).isFalse();
  }

  @Test
  void surviveInTheDirectoryOfALivingOwner() throws Exception {
    try (Scratch mine = Scratch.open(root, "mine");
        Scratch.Directory attempt = mine.directory("encode")) {
      Process working = reader(attempt.path().toString());

      mine.sweep();

      assertThat(working.isAlive()).isTrue();
    }
  }

  /** The root may be a directory that other programs use too, such as the temporary directory. */
  @Test
  void surviveWhenTheirPathDoesNotBelongToAWorker() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    List<Process> foreign =
        List.of(
            reader(root.toString()),
            reader(other.resolve("file").toString()),
            reader(root.resolve("deleted").toString()),
            reader(root + "-" + UUID.randomUUID()),
            reader("/elsewhere" + root.resolve(UUID.randomUUID().toString())));

    Scratch.open(root, "next").close();

    assertThat(foreign).allMatch(Process::isAlive);
  }

  /** Each encode that is stopped early leaves helpers of its sandbox behind for a moment. */
  @Test
  void areNoEventOfTheLogAfterTheirWorkWasStopped() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(WorkingProcesses.class);
    Level before = log.getLevel();
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    log.setLevel(Level.INFO);
    log.addAppender(events);
    try {
      Process stopped = reader(root.resolve("a/file").toString());
      new WorkingProcesses(root).killAllBut(process -> false);

      assertThat(stopped.waitFor()).isNotZero();
      assertThat(events.list).isEmpty();

      reader(root.resolve("b/file").toString());
      new WorkingProcesses(root).killThose(path -> path.startsWith(root.resolve("b")));

      assertThat(events.list).singleElement().asString().contains("left behind");
    } finally {
      log.detachAppender(events);
      log.setLevel(before);
    }
  }

  private Process reader(String argument) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", "echo on; read line", "sh", argument).start();
    started.add(process);
    assertThat(process.inputReader().readLine()).isEqualTo("on");
    return process;
  }
}
