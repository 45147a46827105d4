package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.bytes;
import static io.reelway.sdk.FakeServer.Reply.head;
import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.Reply.sleep;
import static io.reelway.sdk.FakeServer.Reply.stalled;
import static io.reelway.sdk.FakeServer.problem;
import static io.reelway.sdk.RetryTest.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.sdk.FakeServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final String DOWNLOAD = "GET " + Jobs.ROUTE + "/download";

  @TempDir Path folder;
  private final byte[] output = new byte[3_000_000];
  private FakeServer server;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    new Random(7).nextBytes(output);
    server = new FakeServer();
    server.on("GET " + Jobs.ROUTE, json(200, Jobs.done(output.length, sha256(output))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Sends the file or the requested range, and cuts the connection after that many bytes. */
  private Reply upTo(int most, String tag) {
    return (exchange, request) -> {
      int from =
          request.headers().containsKey("Range")
              ? Integer.parseInt(request.header("Range").replaceAll("\\D", ""))
              : 0;
      head(exchange, "ETag", tag);
      if (from > 0) {
        head(
            exchange,
            "Content-Range",
            "bytes %d-%d/%d".formatted(from, output.length - 1, output.length));
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, output.length - from);
      exchange.getResponseBody().write(output, from, Math.min(most, output.length - from));
    };
  }

  private Path target() {
    return folder.resolve("clip.webm");
  }

  private List<String> requests(String header) {
    return server.requests().stream()
        .filter(it -> it.uri().endsWith("/download"))
        .map(it -> it.header(header))
        .toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }

  @Test
  void resumesACutTransferWhereItBroke() throws IOException {
    server.on(
        DOWNLOAD,
        upTo(1_000_000, "\"t\""),
        upTo(700_000, "\"t\""),
        json(503, problem("unavailable")),
        upTo(Integer.MAX_VALUE, "\"t\""));
    server.client().build().download(Jobs.ID, target());
    assertThat(Files.readAllBytes(target())).isEqualTo(output);
    assertThat(files()).containsExactly("clip.webm");
    assertThat(requests("Range"))
        .hasSize(4)
        .startsWith("null")
        .element(3)
        .asString()
        .matches("bytes=1[67]\\d{5}-");
    assertThat(requests("If-Range")).containsExactly("null", "\"t\"", "\"t\"", "\"t\"");
  }

  @Test
  void neverAbortsATransferThatMakesProgress() throws IOException {
    server.on(DOWNLOAD, upTo(200_000, "\"t\""));
    server.client().build().download(Jobs.ID, target());
    assertThat(requests("Range")).hasSizeGreaterThan(10);
    assertThat(Files.readAllBytes(target())).isEqualTo(output);
  }

  @Test
  void restartsAStalledTransfer() throws IOException {
    server.on(
        DOWNLOAD,
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, output.length);
          exchange.getResponseBody().write(output, 0, 500_000);
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(2_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        upTo(Integer.MAX_VALUE, "\"t\""));
    server.client().idleTimeout(Duration.ofMillis(300)).build().download(Jobs.ID, target());
    assertThat(Files.readAllBytes(target())).isEqualTo(output);
  }

  @Test
  void anAnswerFromTheFirstByteReplacesTheReceivedPart() throws IOException {
    server.on(DOWNLOAD, upTo(1_000_000, "\"old\""), bytes(200, output, "ETag", "\"new\""));
    server.client().build().download(Jobs.ID, target());
    assertThat(Files.readAllBytes(target())).isEqualTo(output);
  }

  @Test
  void rejectsAnAnswerForAnotherRange() throws IOException {
    server.on(
        DOWNLOAD,
        upTo(1_000_000, "\"t\""),
        bytes(206, Arrays.copyOfRange(output, 5, 100), "Content-Range", "bytes 5-99/3000000"),
        json(416, problem("invalid-input")),
        upTo(Integer.MAX_VALUE, "\"t\""));
    server.client().build().download(Jobs.ID, target());
    assertThat(Files.readAllBytes(target())).isEqualTo(output);
  }

  @Test
  void fetchesWrongBytesOnceMoreAndNeverPublishesThem() throws IOException {
    byte[] wrong = output.clone();
    wrong[17]++;
    Files.writeString(target(), "what was there");
    server.on(DOWNLOAD, bytes(200, wrong));
    ReelwayException failure = failureOf(() -> server.client().build().download(Jobs.ID, target()));
    assertThat(failure.code()).isEqualTo("checksum-mismatch");
    assertThat(requests("Range")).hasSize(2);
    assertThat(target()).hasContent("what was there");
    assertThat(files()).containsExactly("clip.webm");
  }

  @Test
  void followsASignedLinkToAnotherHostWithoutTheKey() throws IOException {
    try (FakeServer bucket = new FakeServer()) {
      bucket.on("GET /bucket/output", upTo(2_000_000, "\"s3\""));
      server.on(
          DOWNLOAD, bytes(307, new byte[0], "Location", bucket.uri() + "/bucket/output?sig=a%2Fb"));
      server.client().apiKey("secret").build().download(Jobs.ID, target());
      assertThat(Files.readAllBytes(target())).isEqualTo(output);
      assertThat(bucket.requests())
          .hasSize(2)
          .allMatch(it -> it.uri().equals("/bucket/output?sig=a%2Fb"))
          .noneMatch(it -> it.headers().containsKey("x-api-key"));
      assertThat(bucket.requests().get(1).header("If-Range")).isEqualTo("\"s3\"");
      assertThat(requests("x-api-key")).containsExactly("secret", "secret");
    }
  }

  @Test
  void stopsAnEndlessRedirect() {
    server.on(DOWNLOAD, bytes(307, new byte[0], "Location", Jobs.ROUTE + "/download"));
    assertThat(failureOf(() -> server.client().build().download(Jobs.ID, target())).code())
        .isEqualTo("unexpected-answer");
  }

  @Test
  void refusesToDownloadAnUnfinishedJob() throws IOException {
    server.on("GET " + Jobs.ROUTE, json(200, Jobs.processing("encoding", 5)));
    assertThat(failureOf(() -> server.client().build().download(Jobs.ID, target())).code())
        .isEqualTo("not-ready");
    assertThat(files()).isEmpty();
  }

  @Test
  void aMissingFolderIsALocalFailure() {
    Path nowhere = folder.resolve("no/such/folder/x.webm");
    assertThat(failureOf(() -> server.client().build().download(Jobs.ID, nowhere)).code())
        .isEqualTo("local-file");
  }

  @Test
  void theOutputCanBeReadAsAStream() throws IOException {
    server.on(DOWNLOAD, upTo(Integer.MAX_VALUE, "\"t\""));
    try (InputStream stream = server.client().build().openDownload(Jobs.ID)) {
      assertThat(stream.readAllBytes()).isEqualTo(output);
    }
  }

  @Test
  @Timeout(20)
  void aStreamFailsWhenItsConnectionIsIdle() throws IOException {
    server.on(DOWNLOAD, stalled(output, 500_000));
    ReelwayClient client = server.client().idleTimeout(Duration.ofMillis(300)).build();
    try (InputStream stream = client.openDownload(Jobs.ID)) {
      assertThat(stream.readNBytes(500_000)).hasSize(500_000);
      assertThatThrownBy(stream::read).isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void aStreamWaitsForASlowReader() throws IOException {
    server.on(DOWNLOAD, upTo(Integer.MAX_VALUE, "\"t\""));
    ReelwayClient client = server.client().idleTimeout(Duration.ofMillis(300)).build();
    try (InputStream stream = client.openDownload(Jobs.ID)) {
      int first = stream.read();
      sleep(Duration.ofMillis(700));
      assertThat(first).isEqualTo(output[0] & 0xff);
      assertThat(stream.readAllBytes()).hasSize(output.length - 1);
    }
  }

  @Test
  void reportsTheProgressOfTheTransfer() {
    server.on(DOWNLOAD, upTo(Integer.MAX_VALUE, "\"t\""));
    long[] last = {0};
    server
        .client()
        .build()
        .download(
            Jobs.ID,
            target(),
            (count, total) -> {
              assertThat(total).hasValue(output.length);
              last[0] = count;
            });
    assertThat(last[0]).isEqualTo(output.length);
  }

  @Test
  void refusesAnHttpClientThatFollowsRedirects() {
    java.net.http.HttpClient follows =
        java.net.http.HttpClient.newBuilder()
            .followRedirects(java.net.http.HttpClient.Redirect.ALWAYS)
            .build();
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ReelwayClient.builder(URI.create("http://localhost:1")).httpClient(follows));
  }
}
