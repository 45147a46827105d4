package io.reelway.api.optimize;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.outside.S3Process;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Clients that do not read their outputs hold some connections to the bucket, but never all. */
@Timeout(180)
class StalledReadersTest {
  private static final String OPTIMIZE = "/api/media/optimize";
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");
  private static final int STREAMS = 2;
  private static final int CONNECTIONS = 3;

  /** More bytes than the socket buffers of both sides hold. */
  private static final long LARGE = 64L << 20;

  @TempDir private static Path work;
  private static S3Process s3;
  private static RunningReelway reelway;

  private final List<Socket> readers = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Process.start(work);
    List<String> settings = new ArrayList<>(s3.properties());
    settings.add("reelway.store.s3.connections=" + CONNECTIONS);
    settings.add("reelway.optimize.streams=" + STREAMS);
    reelway = RunningReelway.start(work.resolve("data"), settings.toArray(String[]::new));
    enlarge(optimize("", "large"));
  }

  @AfterAll
  static void stop() {
    if (reelway != null) {
      reelway.close();
      s3.close();
    }
  }

  @AfterEach
  void leave() throws IOException {
    for (Socket reader : readers) {
      reader.close();
    }
  }

  @Test
  void leaveConnectionsForUploadsAndStages() throws Exception {
    takeAllConnections();

    JsonNode job = reelway.optimize(PHOTO, "web");

    assertThat(job.path("status").asString()).isEqualTo("done");
    assertThat(
            reelway
                .send(
                    reelway.request("/api/media/jobs/" + job.path("jobId").asString()),
                    "DELETE",
                    BodyPublishers.noBody())
                .status())
        .isEqualTo(204);
  }

  @Test
  void doNotCostOthersTheResultOfAJob() throws Exception {
    takeAllConnections();

    Answer answer = optimize("", "");

    assertError(answer, 503, "unavailable");
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.header("x-pipelyn-kind")).isEmpty();
    JsonNode job = reelway.get(answer.header("location")).json();
    assertThat(job.path("status").asString()).isEqualTo("done");
  }

  @Test
  void doNotBlockRedirects() throws Exception {
    takeAllConnections();

    Answer answer = optimize("?redirect=true", "");

    assertThat(answer.status()).as("%s", answer).isEqualTo(303);
    assertThat(answer.bytes()).isEmpty();
    assertThat(answer.header("x-pipelyn-strategy")).isEqualTo("image-webp");
    Answer file =
        reelway.send(
            HttpRequest.newBuilder(URI.create(answer.header("location"))),
            "GET",
            BodyPublishers.noBody());
    assertThat(file.status()).isEqualTo(200);
    assertThat(Integer.toString(file.bytes().length))
        .isEqualTo(answer.header("x-pipelyn-output-bytes"));
  }

  @Test
  void freeTheirConnectionsWhenTheyDisconnect() throws Exception {
    takeAllConnections();
    leave();

    Answer answer = optimize("", "after");
    for (int i = 0; i < 200 && answer.status() == 503; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
      answer = optimize("", "after");
    }

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Integer.toString(answer.bytes().length))
        .isEqualTo(answer.header("x-pipelyn-output-bytes"));
  }

  /** Opens readers that read only the head of an answer; further readers are refused. */
  private void takeAllConnections() throws IOException {
    int served = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket reader = new Socket();
      readers.add(reader);
      reader.setSoTimeout(60_000);
      reader.setReceiveBufferSize(16 * 1024);
      reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), reelway.port()));
      ask(reader.getOutputStream());
      String line =
          new BufferedReader(new InputStreamReader(reader.getInputStream(), US_ASCII)).readLine();
      served += line.contains(" 200 ") ? 1 : 0;
    }
    assertThat(served).isEqualTo(STREAMS);
  }

  /** Requests the same file under the same key, which returns the job with the large output. */
  private static void ask(OutputStream out) throws IOException {
    String photo = new String(Files.readAllBytes(PHOTO), ISO_8859_1);
    String form =
        "--b\r\nContent-Disposition: form-data; name=media; filename=gps-exif-nikon.jpg\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + photo
            + "\r\n--b--\r\n";
    String head =
        "POST /api/media/optimize HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: large\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ";
    out.write((head + form.length() + "\r\n\r\n" + form).getBytes(ISO_8859_1));
  }

  private static void enlarge(Answer optimized) throws IOException {
    String job = Path.of(optimized.header("content-location")).getName(3).toString();
    Path output =
        s3.files().stream()
            .filter(file -> file.toString().contains("jobs/" + job + "/output"))
            .findFirst()
            .orElseThrow();
    try (RandomAccessFile file =
        new RandomAccessFile(work.resolve("s3/media").resolve(output).toFile(), "rw")) {
      file.setLength(LARGE);
    }
  }

  private static Answer optimize(String query, String key)
      throws IOException, InterruptedException {
    MultipartForm form =
        new MultipartForm().file("media", "gps-exif-nikon.jpg", "application/octet-stream", PHOTO);
    var request = reelway.request(OPTIMIZE + query).header("Content-Type", form.contentType());
    return reelway.send(
        key.isEmpty() ? request : request.header("Idempotency-Key", key), "POST", form.body());
  }
}
