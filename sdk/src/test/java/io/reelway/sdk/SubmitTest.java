package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.hangUp;
import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.Reply.sleep;
import static io.reelway.sdk.FakeServer.problem;
import static io.reelway.sdk.RetryTest.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.sdk.FakeServer.ReceivedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTest {
  private static final String SUBMIT = "POST /api/media/jobs";

  @TempDir Path folder;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    server.on(SUBMIT, json(202, Jobs.ACCEPTED));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path clip() throws IOException {
    return Files.writeString(folder.resolve("clip.mp4"), "the bytes");
  }

  @Test
  void sendsOptionsBeforeTheFile() throws IOException {
    Options options = Options.builder().width(1280).format("webm").build();

    server.client().build().submitJob(clip(), SubmitOptions.DEFAULTS.options(options));

    assertThat(server.requests().get(0).body())
        .contains("name=\"options\"\r\n\r\n{\"format\":\"webm\",\"width\":1280}\r\n")
        .matches("(?s).*name=\"options\".*name=\"media\".*");
  }

  @Test
  void aRefusalNamesTheMemberThatIsWrong() throws IOException {
    server.on(
        SUBMIT,
        json(
            400,
            "{\"error\":\"A sentence.\",\"code\":\"invalid-input\",\"pointer\":\"/options/width\"}"));
    Path clip = clip();
    SubmitOptions options = SubmitOptions.DEFAULTS.options(Options.builder().width(0).build());

    assertThat(failureOf(() -> server.client().build().submitJob(clip, options)).pointer())
        .contains("/options/width");
  }

  @Test
  void sendsFieldsThenTheFile() throws IOException {
    AcceptedJob job =
        server
            .client()
            .build()
            .submitJob(
                clip(),
                SubmitOptions.DEFAULTS
                    .preset("mobile")
                    .webhookUrl(URI.create("https://example.com/hook")));
    assertThat(job)
        .isEqualTo(new AcceptedJob(Jobs.ID, Instant.ofEpochMilli(1741694400000L), false));
    ReceivedRequest request = server.requests().get(0);
    String boundary = request.header("Content-Type").replace("multipart/form-data; boundary=", "");
    assertThat(request.body().replace(boundary, "B"))
        .isEqualTo(
            """
            --B
            Content-Disposition: form-data; name="preset"

            mobile
            --B
            Content-Disposition: form-data; name="webhookUrl"

            https://example.com/hook
            --B
            Content-Disposition: form-data; name="media"; filename="clip.mp4"
            Content-Type: video/mp4

            the bytes
            --B--
            """
                .replace("\n", "\r\n"));
    assertThat(request.header("Content-Length")).isEqualTo("" + request.body().length());
  }

  @Test
  void sendsLabels() throws IOException {
    SubmitOptions labelled =
        SubmitOptions.DEFAULTS
            .externalId("Grüße 1")
            .batchId("night-17")
            .metadata(Map.of("album", "a \"b\""));

    server.client().build().submitJob(clip(), labelled);

    assertThat(server.requests().get(0).body().lines())
        .containsSubsequence(
            "Content-Disposition: form-data; name=\"externalId\"",
            "Grüße 1",
            "Content-Disposition: form-data; name=\"batchId\"",
            "night-17",
            "Content-Disposition: form-data; name=\"metadata\"",
            "{\"album\":\"a \\\"b\\\"\"}");
  }

  @Test
  void sendsAUrlInsteadOfAFile() {
    server
        .client()
        .build()
        .submitJob(Source.url(URI.create("https://example.com/a.mov?x=1")), SubmitOptions.DEFAULTS);
    assertThat(server.requests().get(0).body().lines())
        .contains("Content-Disposition: form-data; name=\"url\"", "https://example.com/a.mov?x=1")
        .noneMatch(line -> line.contains("media"));
  }

  @Test
  void escapesFileNamesInHeaders() {
    Map.of(
            "plain.jpg", "plain.jpg",
            "Grüße 日本.jpg", "Grüße 日本.jpg",
            "a\"b.jpg", "a\\\"b.jpg",
            "a\\b.jpg", "a\\\\b.jpg",
            "a\r\nX-Evil: 1.jpg", "a__X-Evil: 1.jpg",
            "a\u0000b.jpg", "a_b.jpg")
        .forEach(
            (name, header) -> assertThat(MultipartBody.quoted(name)).as(name).isEqualTo(header));
  }

  @Test
  void sendsAStreamOfUnknownLengthInChunks() {
    server
        .client()
        .build()
        .submitJob(
            new ByteArrayInputStream("abc".getBytes(UTF_8)),
            SubmitOptions.DEFAULTS.filename("a.png"));
    ReceivedRequest request = server.requests().get(0);
    assertThat(request.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(request.body()).contains("filename=\"a.png\"", "\r\n\r\nabc\r\n");
  }

  @Test
  void aRetriedSubmitKeepsItsKeyAndANewSubmitGetsAnother() throws IOException {
    server.on(
        SUBMIT,
        hangUp(),
        json(503, problem("unavailable")),
        json(200, Jobs.ACCEPTED, "Idempotent-Replayed", "true"),
        json(202, Jobs.ACCEPTED));
    ReelwayClient client = server.client().build();
    assertThat(client.submitJob(clip()).replayed()).isTrue();
    assertThat(client.submitJob(clip()).replayed()).isFalse();
    assertThat(server.requests().stream().map(it -> it.header("Idempotency-Key")).distinct())
        .hasSize(2);
    assertThat(server.requests().get(2).header("Idempotency-Key"))
        .isEqualTo(server.requests().get(0).header("Idempotency-Key"))
        .hasSizeGreaterThan(20);
    assertThat(server.requests().get(2).body()).contains("the bytes");
  }

  @Test
  void usesTheCallersOwnKey() throws IOException {
    server.client().build().submitJob(clip(), SubmitOptions.DEFAULTS.idempotencyKey("order-7"));
    assertThat(server.requests().get(0).header("Idempotency-Key")).isEqualTo("order-7");
  }

  @Test
  void doesNotResendAConsumedStream() {
    server.on(SUBMIT, json(503, problem("unavailable")));
    InputStream once = new ByteArrayInputStream(new byte[100]);
    assertThat(
            failureOf(() -> server.client().build().submitJob(once, SubmitOptions.DEFAULTS)).code())
        .isEqualTo("unavailable");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void resendsAStreamThatCanBeReopened() {
    server.on(SUBMIT, hangUp(), json(202, Jobs.ACCEPTED));
    Source source =
        Source.stream(() -> new ByteArrayInputStream("abc".getBytes(UTF_8)), OptionalLong.of(3));
    server.client().build().submitJob(source, SubmitOptions.DEFAULTS);
    assertThat(server.requests()).hasSize(2).allMatch(it -> it.body().contains("\r\n\r\nabc\r\n"));
  }

  @Test
  void aMissingFileIsALocalFailure() {
    ReelwayException failure =
        failureOf(() -> server.client().build().submitJob(folder.resolve("missing.mp4")));
    assertThat(failure.code()).isEqualTo("local-file");
    assertThat(failure).hasMessageEndingWith("missing.mp4 does not exist");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aBrokenSourceIsALocalFailureAndCreatesNoJob() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] target, int start, int length) throws IOException {
            return read();
          }
        };
    InputStream breaks =
        new SequenceInputStream(new ByteArrayInputStream(new byte[200_000]), broken);
    ReelwayException failure =
        failureOf(() -> server.client().build().submitJob(breaks, SubmitOptions.DEFAULTS));
    assertThat(failure.code()).isEqualTo("local-file");
    assertThat(failure).hasMessageContaining("the disk is gone");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @Timeout(20)
  void aConnectionThatBreaksDuringAReadIsNoLocalFailure() {
    Iterator<InputStream> sources =
        List.of(new BlockingStream(), new ByteArrayInputStream("abc".getBytes(UTF_8))).iterator();
    server
        .client()
        .idleTimeout(Duration.ofMillis(300))
        .build()
        .submitJob(Source.stream(sources::next, OptionalLong.of(3)), SubmitOptions.DEFAULTS);
    assertThat(server.requests())
        .singleElement()
        .matches(it -> it.body().contains("\r\n\r\nabc\r\n"));
  }

  /** A read waits until the stream is closed, and then fails, like that of a pipe. */
  private static final class BlockingStream extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      throw new IOException("Stream closed");
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
      return read();
    }

    @Override
    public void close() {
      closed.countDown();
      sleep(Duration.ofMillis(200)); // The read fails before the close returns.
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "4"})
  void aSourceOfTheWrongLengthIsALocalFailure(long said) {
    Source source =
        Source.stream(() -> new ByteArrayInputStream("abc".getBytes(UTF_8)), OptionalLong.of(said));
    assertThat(
            failureOf(() -> server.client().build().submitJob(source, SubmitOptions.DEFAULTS))
                .code())
        .isEqualTo("local-file");
  }

  @Test
  void reportsTheProgressOfTheUpload() throws IOException {
    Path file = Files.write(folder.resolve("big.mov"), new byte[500_000]);
    AtomicLong last = new AtomicLong();
    server
        .client()
        .build()
        .submitJob(
            file,
            SubmitOptions.DEFAULTS.uploadListener((bytes, total) -> {
              assertThat(bytes).isGreaterThan(last.get());
              assertThat(total).hasValue(500_000);
              last.set(bytes);
            }));
    assertThat(last).hasValue(500_000);
  }
}
