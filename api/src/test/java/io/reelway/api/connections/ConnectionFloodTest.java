package io.reelway.api.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a limit of 500 open files, attacked from one address. */
class ConnectionFloodTest {
  @TempDir private static Path work;
  private static ReelwayProcess reelway;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    reelway =
        ReelwayProcess.startWithOpenFiles(
            500,
            work,
            "flood",
            "reelway.engine=in-memory",
            "reelway.connections.idle=10m",
            "reelway.connections.request-header=10m");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void silentConnectionsDoNotBlockHealth() throws Exception {
    for (int i = 0; i < 450; i++) {
      open("");
    }

    assertThat(health()).isEqualTo(200);
  }

  @Test
  void unfinishedHeadersDoNotBlockHealth() throws Exception {
    for (int i = 0; i < 450; i++) {
      open("POST /api/media/jobs HTTP/1.1\r\nHost: localhost\r\nX-Half");
    }

    assertThat(health()).isEqualTo(200);
  }

  @Test
  void stalledUploadsDoNotBlockHealthAndAreRefused() throws Exception {
    String half =
        "POST /api/media/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\nhalf";
    for (int i = 0; i < 450; i++) {
      open(half);
    }

    assertThat(health()).isEqualTo(200);
    assertThat(get("/api/media/presets")).isEqualTo(503);
    assertThat(metrics()).contains("reelway_connections_closed_total{reason=\"crowded\"}");
  }

  private void open(String beginning) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), reelway.url("/").getPort());
    sockets.add(socket);
    try {
      socket.getOutputStream().write(beginning.getBytes(US_ASCII));
    } catch (IOException closedAlready) {
      // The server refused the connection.
    }
  }

  private static int health() throws Exception {
    return get("/api/health");
  }

  private static int get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(path), BodyHandlers.discarding()).statusCode();
    }
  }

  private static String metrics() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request("/actuator/prometheus"), BodyHandlers.ofString()).body();
    }
  }

  private static HttpRequest request(String path) {
    return HttpRequest.newBuilder(reelway.url(path)).timeout(Duration.ofSeconds(30)).build();
  }
}
