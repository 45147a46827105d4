package io.reelway.api.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** The secured entrance of an engine that itself speaks no TLS. */
final class TlsProxy implements AutoCloseable {
  private final int target;
  private final SSLServerSocket entrance;

  /**
   * @param target port of the engine
   * @param mutual whether clients have to show a certificate
   */
  TlsProxy(int target, SSLContext context, boolean mutual) throws IOException {
    this.target = target;
    this.entrance =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    SSLParameters parameters = entrance.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    parameters.setNeedClientAuth(mutual);
    entrance.setSSLParameters(parameters);
    Thread.ofVirtual().start(this::accept);
  }

  /** What {@code TEMPORAL_ADDRESS} would say. */
  String address() {
    return "localhost:" + entrance.getLocalPort();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofPlatform().daemon().start(() -> carry(near, far));
        Thread.ofPlatform().daemon().start(() -> carry(far, near));
      } catch (IOException closed) {
        // By the test.
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // By either side, or its handshake failed.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
