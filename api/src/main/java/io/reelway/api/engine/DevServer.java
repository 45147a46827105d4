package io.reelway.api.engine;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Temporal's own server as a process beside this one, with a database file. Started before anything
 * connects and stopped after everything has.
 */
public final class DevServer implements AutoCloseable {
  private final TemporalDevServer server;

  private DevServer(TemporalDevServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port where it listens on the loopback address
   */
  public static DevServer start(
      Path program, int port, String namespace, DevServerSettings settings) throws IOException {
    Path database = settings.database().toAbsolutePath().normalize();
    Files.createDirectories(database.getParent());
    TemporalDevServerOptions.Builder options =
        TemporalDevServerOptions.newBuilder()
            .setExistingPath(program.toString())
            .setPort(port)
            .setDatabaseFilename(database.toString())
            .setLogFile(database.resolveSibling("temporal.log").toString())
            .setExtraArgs(QUICK_DISPATCH);
    if (settings.uiPort() > 0) {
      options.setUiEnabled(true).setUiPort(settings.uiPort());
    }
    return new DevServer(TemporalDevServer.start(namespace, options.build()));
  }

  /**
   * With its defaults a dev server hands out at most 20 tasks a second and shard, and has one
   * shard: a lone job of five stages waits half a second for nothing.
   */
  private static final List<String> QUICK_DISPATCH =
      List.of(
          "--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000",
          "--dynamic-config-value", "history.transferProcessorMaxPollHostRPS=2000",
          "--dynamic-config-value", "system.enableActivityEagerExecution=true");

  @Override
  public void close() {
    server.close();
  }
}
