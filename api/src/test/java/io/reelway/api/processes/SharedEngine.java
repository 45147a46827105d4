package io.reelway.api.processes;

import io.reelway.api.RunningReelway;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** An engine that several processes reach over the network, and the store they share. */
final class SharedEngine implements AutoCloseable {
  private final int port = freePort();
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
