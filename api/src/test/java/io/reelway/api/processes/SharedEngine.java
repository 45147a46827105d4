package io.reelway.api.processes;

import io.reelway.api.ReelwayProcess;
import io.reelway.api.RunningReelway;
import io.reelway.outside.Ports;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An engine that several processes reach over the network, with a shared store and database. */
public final class SharedEngine implements AutoCloseable {
  private final int port = Ports.free();
  private final TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
  private final Path store;

  public SharedEngine(Path store) {
    this.store = store;
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
                "reelway.temporal.address=127.0.0.1:" + port,
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
    server.close();
  }
}
