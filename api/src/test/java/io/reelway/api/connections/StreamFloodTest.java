package io.reelway.api.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import io.reelway.api.RunningReelway;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event streams of a waiting job: they send little, and none is closed as idle. */
class StreamFloodTest {
  private static final int STREAMS = 1500;

  @TempDir private Path work;
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void doesNotBlockHealth() throws Exception {
    try (ReelwayProcess reelway =
        ReelwayProcess.startWithOpenFiles(
            500, work, "streams", "reelway.engine=in-memory", "reelway.worker.heavy-slots=1")) {
      Path video = RunningReelway.media("video/h264-272p-10s-no-audio.mp4");
      reelway.await(reelway.submit(video, "low-bandwidth"), "encoding");
      String waiting = reelway.submit(video, "low-bandwidth");
      for (int i = 0; i < STREAMS; i++) {
        follow(reelway, waiting);
      }

      assertThat(status(reelway, "/api/health")).isEqualTo(200);
      assertThat(new String(sockets.getFirst().getInputStream().readNBytes(15), US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      assertThat(status(reelway, "/api/media/jobs/" + waiting)).isEqualTo(503);
    }
  }

  private void follow(ReelwayProcess reelway, String job) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), reelway.url("/").getPort());
    sockets.add(socket);
    String request = "GET /api/media/jobs/" + job + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
    } catch (IOException closedAlready) {
      // The server refused the connection.
    }
  }

  private static int status(ReelwayProcess reelway, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(reelway.url(path)).timeout(Duration.ofSeconds(30)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
