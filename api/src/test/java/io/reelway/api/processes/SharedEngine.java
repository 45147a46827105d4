package io.reelway.api.processes;

import io.reelway.api.ReelwayProcess;
import io.reelway.api.RunningReelway;
import io.reelway.outside.Ports;
import io.reelway.outside.TemporalProcess;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An engine that several processes reach over the network, with a shared store and database. */
public final class SharedEngine implements AutoCloseable {
  private final String address;
  private final Runnable stop;
  private final Path store;

  private SharedEngine(String address, Runnable stop, Path store) {
    this.address = address;
    this.stop = stop;
    this.store = store;
  }

  /**
   * The in-memory engine. It loses a cancellation if a stage ends at the same moment
   * (temporalio/sdk-java, issues 2391 and 3088).
   */
  public static SharedEngine inMemory(Path store) {
    int port = Ports.free();
    return new SharedEngine(
        "127.0.0.1:" + port, TestServer.createPortBoundServer(port)::close, store);
  }

  /** A real Temporal server, with its database beside the store. */
  public static SharedEngine temporal(Path store) throws IOException {
    TemporalProcess server = TemporalProcess.start(store.resolveSibling("temporal"));
    return new SharedEngine(server.address(), server::close, store);
  }

  /**
   * Starts a Reelway with its own data directory inside the test process. A pure worker gets no
   * database settings.
   */
  public RunningReelway join(Path data, String roles, String... settings) {
    return RunningReelway.start(data, settings(roles, settings));
  }

  /** Starts a Reelway as a separate process. */
  public ReelwayProcess start(Path data, String roles, String... settings)
      throws IOException, InterruptedException {
    return ReelwayProcess.start(Files.createDirectories(data), roles, settings(roles, settings));
  }

  private String[] settings(String roles, String... more) {
    return Stream.concat(
            Stream.of(
                "reelway.engine=remote",
                "reelway.temporal.address=" + address,
                "spring.temporal.connection.enable-https=false",
                "reelway.store.directory=" + store,
                "reelway.roles=" + roles),
            Stream.concat(database(roles), Stream.of(more)))
        .toArray(String[]::new);
  }

  private Stream<String> database(String roles) {
    return roles.equals("worker")
        ? Stream.empty()
        : Stream.of("reelway.database.url=jdbc:sqlite:" + store.resolveSibling("shared.sqlite"));
  }

  @Override
  public void close() {
    stop.run();
  }
}
