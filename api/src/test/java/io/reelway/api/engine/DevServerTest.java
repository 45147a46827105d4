package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.outside.ExternalProgram;
import io.reelway.outside.Ports;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts and kills the real program. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DevServerTest {
  @TempDir private Path data;

  @Test
  void isRestartedWhenItIsKilled() throws Exception {
    int port = Ports.free();
    try (DevServer server = start(port)) {
      ProcessHandle first = server.process().orElseThrow();

      first.destroyForcibly();
      first.onExit().get(10, TimeUnit.SECONDS);

      connect(port);
      assertThat(server.process().orElseThrow().pid()).isNotEqualTo(first.pid());
    }
  }

  @Test
  void isRestartedAfterAFailedStart(CapturedOutput out) throws Exception {
    int port = Ports.free();
    try (DevServer server = start(port)) {
      ProcessHandle first = server.process().orElseThrow();
      Path log = data.resolve("temporal.log");
      Files.delete(log);
      Files.createDirectory(log); // A process that writes there cannot start.

      first.destroyForcibly();
      first.onExit().get(10, TimeUnit.SECONDS);
      while (!out.getAll().contains("cannot be started")) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      Files.delete(log);

      connect(port);
      assertThat(server.process().orElseThrow().pid()).isNotEqualTo(first.pid());
    }
  }

  @Test
  void doesNotShareItsDatabaseAndLeavesNoProcess() throws Exception {
    ProcessHandle process;
    try (DevServer server = start(Ports.free())) {
      process = server.process().orElseThrow();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> start(Ports.free()))
          .withMessageContaining("which another Reelway uses");
    }
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void stopsTheServerThatAKilledProcessLeft() throws Exception {
    ExternalProgram.TEMPORAL.path();
    Process orphan = new ProcessBuilder("sleep", "600").start();
    Files.writeString(data.resolve("db.sqlite.pid"), Pid.of(orphan.toHandle()).toString());

    try (DevServer server = start(Ports.free())) {
      assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process()).isPresent();
    }
  }

  @Test
  void namesTheLogWhenItDoesNotStart() {
    assertThatThrownBy(
            () -> DevServer.start(Path.of("/bin/false"), Ports.free(), "default", settings()))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("temporal.log");
  }

  private DevServer start(int port) throws IOException {
    return DevServer.start(ExternalProgram.TEMPORAL.path(), port, "default", settings());
  }

  private DevServerSettings settings() {
    return new DevServerSettings(null, data.resolve("db.sqlite"), 0, 0);
  }

  private static void connect(int port) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    try {
      stubs.connect(Duration.ofSeconds(30));
    } finally {
      stubs.shutdownNow();
    }
  }
}
