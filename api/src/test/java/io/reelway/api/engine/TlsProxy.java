package io.reelway.api.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A TLS proxy in front of an engine without TLS. */
final class TlsProxy implements AutoCloseable {
  private final int target;
  private final SSLServerSocket entrance;

  /**
   * @param target the port of the engine
   * @param mutual whether clients must present a certificate
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

  /** The value for {@code TEMPORAL_ADDRESS}. */
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
        // The test has closed the proxy.
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // Either side has closed the connection, or the handshake failed.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
