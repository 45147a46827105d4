package io.reelway.outside;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy to a local server that cuts its connections when a test says so. */
public final class UnreliableProxy implements AutoCloseable {
  private static final int PIECE = 16 * 1024;

  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * The bytes that may still pass before everything is cut; unlimited until a test asks for a cut.
   */
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  private final AtomicInteger cuts = new AtomicInteger();

  /**
   * @param target the port of the server
   */
  public UnreliableProxy(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The port of the proxy. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Cuts every connection in mid-transfer after that many more bytes. */
  public void cutAfter(long bytes) {
    left.set(bytes);
  }

  /** The number of cuts. */
  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        Socket far = join(near);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException noServer) {
        // The client sees its connection close, as it would without the proxy.
      }
    }
  }

  private Socket join(Socket near) throws IOException {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(near);
      open.add(far);
      return far;
    } catch (IOException refused) {
      near.close();
      throw refused;
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] piece = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        if (left.addAndGet(-read) < 0) {
          cutAll();
          return;
        }
        out.write(piece, 0, read);
      }
    } catch (IOException ended) {
      // Either side has closed the connection, or it was cut.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void cutAll() {
    left.set(Long.MAX_VALUE);
    cuts.incrementAndGet();
    open.forEach(UnreliableProxy::cut);
  }

  private static void cut(Socket one) {
    try (one) {
      one.setSoLinger(true, 0);
    } catch (IOException endedByItself) {
      // The connection is already closed.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cutAll();
  }
}
