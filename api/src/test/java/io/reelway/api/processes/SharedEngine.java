package io.reelway.api.processes;

import io.reelway.api.RunningReelway;
import io.reelway.outside.Ports;
import io.temporal.testserver.TestServer;
import java.nio.file.Path;

/** An engine that several processes reach over the network, and the store they share. */
final class SharedEngine implements AutoCloseable {
  private final int port = Ports.free();
  private final TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
  private final Path store;

  SharedEngine(Path store) {
    this.store = store;
  }

  /** Starts one process with a data directory of its own. */
  RunningReelway join(Path data, String roles, String... settings) {
    String[] all = new String[settings.length + 5];
    all[0] = "reelway.engine=remote";
    all[1] = "reelway.temporal.address=127.0.0.1:" + port;
    all[2] = "reelway.store.directory=" + store;
    all[4] = "spring.temporal.connection.enable-https=false";
    all[3] = "reelway.roles=" + roles;
    System.arraycopy(settings, 0, all, 5, settings.length);
    return RunningReelway.start(data, all);
  }

  @Override
  public void close() {
    server.close();
  }
}
