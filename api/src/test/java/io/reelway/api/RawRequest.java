package io.reelway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Sends requests byte by byte, for input that no HTTP client would send. */
public final class RawRequest {
  private static final int SILENCE_MILLIS = 1000;

  private RawRequest() {}

  /**
   * Sends a request and returns the answer, read until the server closes the connection or is
   * silent for a second.
   *
   * @param request the bytes of the request in ISO 8859-1
   */
  public static String send(RunningReelway reelway, String request) throws IOException {
    try (Socket socket = new Socket("localhost", reelway.port())) {
      socket.setSoTimeout(SILENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      try {
        for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
          answer.append(new String(buffer, 0, read, ISO_8859_1));
        }
      } catch (SocketTimeoutException silent) {
        if (answer.isEmpty()) {
          throw new AssertionError("No answer to " + request, silent);
        }
      }
      return answer.toString();
    }
  }

  /** Sends a request without a body. */
  public static String head(RunningReelway reelway, String requestLine, String... headers)
      throws IOException {
    return send(
        reelway,
        requestLine
            + " HTTP/1.1\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }
}
