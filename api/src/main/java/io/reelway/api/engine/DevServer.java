package io.reelway.api.engine;

import io.reelway.log.ThrottledLog;
import io.reelway.scratch.PrivateFiles;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Temporal's dev server as a child process with a database file. It is restarted when it dies and
 * ends with this process, however this process ends. It never shares its database: a server that an
 * earlier process left running is stopped first.
 */
public final class DevServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE_BEFORE_RESTART = Duration.ofMillis(500);

  private final DevServerCommand command;
  private final Path database;
  private final FileChannel lock;
  private final Thread supervisor;
  private final ThrottledLog failures = new ThrottledLog();
  private volatile boolean closed;
  private volatile boolean ready;
  private volatile boolean exited;

  private DevServer(DevServerCommand command, Path database, FileChannel lock) {
    this.command = command;
    this.database = database;
    this.lock = lock;
    // The kernel ends the server when the thread that started it is gone, so that is one that
    // stays.
    this.supervisor = Thread.ofPlatform().daemon().name("dev-server").unstarted(this::supervise);
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param port port on the loopback address
   * @throws IllegalArgumentException if another process uses the database
   * @throws IOException if it does not start; the reason is in {@code temporal.log} beside the
   *     database
   */
  public static DevServer start(
      Path program, int port, String namespace, DevServerSettings settings) throws IOException {
    Path database = settings.database().toAbsolutePath().normalize();
    PrivateFiles.directory(Objects.requireNonNull(database.getParent()));
    FileChannel lock = lock(database);
    endOrphan(pidFile(database));
    Files.deleteIfExists(DevServerCommand.log(database));
    DevServer server =
        new DevServer(
            new DevServerCommand(program, port, namespace, database, settings.uiPort()),
            database,
            lock);
    server.supervisor.start();
    try {
      server.awaitReady("127.0.0.1:" + port);
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
    return server;
  }

  private static FileChannel lock(Path database) throws IOException {
    FileChannel channel =
        FileChannel.open(
            database.resolveSibling(database.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!isFree(channel)) {
      channel.close();
      throw new IllegalArgumentException(
          "reelway.dev-server.database is "
              + database
              + ", which another Reelway uses; write another reelway.data, or set TEMPORAL_ADDRESS"
              + " to join the engine of that one");
    }
    return channel;
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private void supervise() {
    while (!closed) {
      try {
        runOnce();
        if (!closed) {
          Thread.sleep(PAUSE_BEFORE_RESTART.toMillis());
        }
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  /**
   * A failure to start, e.g. a full disk or too many open files, may be temporary, so it is
   * retried.
   */
  private void runOnce() throws InterruptedException {
    try {
      Process process = startProcess();
      int exit = process.waitFor();
      exited = true;
      if (!closed) {
        LOG.atLevel(ready ? Level.WARN : Level.INFO)
            .log("The dev server has ended and is started again, exit={}", exit);
      }
    } catch (IOException failed) {
      exited = true;
      failures
          .admit()
          .ifPresent(others ->
              LOG.error(
                  "The dev server cannot be started and is tried again, reason={},"
                      + " moreSinceLastLine={}",
                  failed.getMessage(),
                  others));
    }
  }

  /**
   * A process whose id cannot be written to the file could not be stopped later, so it ends at
   * once.
   */
  private Process startProcess() throws IOException {
    Process process = command.start();
    try {
      Files.writeString(pidFile(database), Pid.of(process.toHandle()).toString());
    } catch (IOException failed) {
      process.destroyForcibly();
      throw failed;
    }
    if (closed) {
      process.destroyForcibly();
    }
    return process;
  }

  private void awaitReady(String target) throws IOException {
    Instant limit = Instant.now().plus(START_LIMIT);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      while (!exited && Instant.now().isBefore(limit)) {
        try {
          stubs.connect(Duration.ofSeconds(1));
          ready = true;
          return;
        } catch (RuntimeException notYet) {
          LOG.debug("The dev server does not answer yet", notYet);
        }
      }
    } finally {
      stubs.shutdownNow();
    }
    throw new IOException(
        "Temporal's dev server did not start; the reason is in " + DevServerCommand.log(database));
  }

  /** Stops the server of a killed process, on systems where the kernel does not. */
  private static void endOrphan(Path pidFile) throws IOException {
    running(pidFile)
        .ifPresent(orphan -> {
          LOG.info("Stopping a dev server that a previous process left, pid={}", orphan.pid());
          end(orphan);
        });
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> running(Path pidFile) throws IOException {
    return Files.exists(pidFile)
        ? Pid.parse(Files.readString(pidFile)).running()
        : Optional.empty();
  }

  /** The running server. */
  Optional<ProcessHandle> process() throws IOException {
    return running(pidFile(database));
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException slow) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path pidFile(Path database) {
    return database.resolveSibling(database.getFileName() + ".pid");
  }

  /** Stops the server after everything that uses it. */
  @Override
  public void close() throws IOException {
    closed = true;
    process().ifPresent(DevServer::end);
    Files.deleteIfExists(pidFile(database));
    supervisor.interrupt();
    lock.close();
  }
}
