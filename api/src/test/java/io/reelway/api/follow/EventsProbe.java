package io.reelway.api.follow;

import io.reelway.api.RunningReelway;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads an event stream over a raw socket for a limited time. */
record EventsProbe(Socket socket) {
  static EventsProbe open(RunningReelway reelway, String path, String header, String value)
      throws Exception {
    Socket socket = new Socket("localhost", reelway.port());
    String head =
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\n\r\n".formatted(path, header, value);
    OutputStream request = socket.getOutputStream();
    request.write(head.getBytes(StandardCharsets.US_ASCII));
    request.flush();
    return new EventsProbe(socket);
  }

  /** Returns the lines that arrive within that time, then closes the connection. */
  List<String> linesWithin(Duration time) throws Exception {
    List<String> lines = new ArrayList<>();
    Instant end = Instant.now().plus(time);
    try (socket;
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      while (Instant.now().isBefore(end)) {
        socket.setSoTimeout((int) Math.max(1, Duration.between(Instant.now(), end).toMillis()));
        lines.add(reader.readLine());
      }
    } catch (SocketTimeoutException over) {
      return lines;
    }
    return lines;
  }
}
