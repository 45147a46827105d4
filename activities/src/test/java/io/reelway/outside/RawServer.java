package io.reelway.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that sends the same bytes to every client, whatever the client asks for. It stands for
 * servers that no HTTP library would let a test build.
 */
public final class RawServer implements AutoCloseable {
  private static final int PIECES_AT_ONCE = 1000;

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();
  private final byte[] beginning;
  private final byte[] pieces;

  /**
   * Starts it on a free port of this machine.
   *
   * @param beginning what a client gets first
   * @param piece what it gets after that, again and again until it hangs up; if empty, the server
   *     hangs up instead
   */
  public RawServer(String beginning, String piece) throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.beginning = beginning.getBytes(US_ASCII);
    this.pieces = piece.repeat(PIECES_AT_ONCE).getBytes(US_ASCII);
    Thread.ofVirtual().start(this::serve);
  }

  /** The address of a file of it, over plain HTTP. */
  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/a.jpg";
  }

  /** How many clients have connected. */
  public int connections() {
    return connections.get();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        connections.incrementAndGet();
        answer(client);
      } catch (IOException clientOrServerIsGone) {
        // The next client gets the same.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    client.getInputStream().read(new byte[8192]);
    client.getOutputStream().write(beginning);
    while (pieces.length > 0) {
      client.getOutputStream().write(pieces);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
