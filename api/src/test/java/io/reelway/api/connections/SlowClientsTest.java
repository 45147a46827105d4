package io.reelway.api.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.catalog.JobCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server closes the connections of idle and slow clients. */
class SlowClientsTest {
  private static final String FORM =
      "POST /api/media/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n"
          + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
          + "Content-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n";

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway =
        RunningReelway.start(
            data,
            "reelway.connections.request-header=2s",
            "reelway.connections.idle=2s",
            "reelway.connections.minimum-rate=64 KiB",
            "reelway.limits.upload-pause=3s");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    try (Socket client = connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(closed("no-request")).isPositive();
  }

  @Test
  void aConnectionThatTricklesItsHeaderIsClosed() throws Exception {
    try (Socket client = connect()) {
      client.getOutputStream().write("GET /api/health HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));

      assertThat(trickle(client, "x")).as("accepted pieces").isLessThan(300);
    }
  }

  @Test
  void aConnectionThatIsIdleAfterAnAnswerIsClosed() throws Exception {
    try (Socket client = connect()) {
      OutputStream out = client.getOutputStream();
      out.write("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).contains("200 OK");
    }
  }

  @Test
  void anUploadThatTricklesIsClosedAndLeavesNoFile() throws Exception {
    try (Socket client = connect()) {
      client.getOutputStream().write(FORM.getBytes(US_ASCII));

      assertThat(trickle(client, "x")).as("accepted pieces").isLessThan(300);
    }
    assertThat(closed("slow-upload")).isPositive();
    for (int i = 0; i < 100 && unfinished() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(unfinished()).isZero();
  }

  /** The stored file is larger than the socket buffers of both sides. */
  @Test
  void aClientThatDoesNotReadItsDownloadIsClosed() throws Exception {
    JsonNode job = reelway.optimize(RunningReelway.media("image/exif-orientation-6.jpg"), "web");
    String id = job.path("jobId").asString();
    Path output =
        reelway.files().stream()
            .filter(file -> file.startsWith("store/jobs/" + id + "/output"))
            .findFirst()
            .orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(data.resolve(output).toFile(), "rw")) {
      file.setLength(256L << 20);
    }
    try (Socket client = connect()) {
      client
          .getOutputStream()
          .write(
              ("GET /api/media/jobs/" + id + "/download HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(US_ASCII));
      for (int i = 0; i < 300 && closed("slow-reader") == 0; i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }

      assertThat(closed("slow-reader")).isEqualTo(1);
      assertThat(restOf(client.getInputStream())).isLessThan(256L << 20);
    }
  }

  private static long restOf(InputStream in) {
    long rest = 0;
    try {
      rest = in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException reset) {
      return rest;
    }
    return rest;
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(60_000);
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), reelway.port()));
    return socket;
  }

  /**
   * Sends a piece ten times a second until the server closes the connection; returns the number of
   * pieces.
   */
  private static int trickle(Socket client, String piece) throws InterruptedException {
    int pieces = 0;
    try {
      while (pieces < 300) {
        client.getOutputStream().write(piece.getBytes(US_ASCII));
        pieces++;
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException hungUp) {
      return pieces;
    }
    return pieces;
  }

  private static long unfinished() throws IOException {
    return reelway.bean(JobCatalog.class).abandonedUploads(Instant.now().plusSeconds(60), 1).size();
  }

  /** The number of closed connections in the metrics that operators see. */
  private static long closed(String reason) throws Exception {
    String line = "reelway_connections_closed_total{reason=\"" + reason + "\"} ";
    String metrics = new String(reelway.get("/actuator/prometheus").bytes(), UTF_8);
    int start = metrics.indexOf(line);
    return start < 0
        ? 0
        : (long)
            Double.parseDouble(
                metrics.substring(start + line.length(), metrics.indexOf('\n', start)));
  }
}
