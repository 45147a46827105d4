package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.bytes;
import static io.reelway.sdk.FakeServer.Reply.hangUp;
import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {
  private static final String USAGE =
      """
      {"totalJobs": 3, "totalInputBytes": 30, "totalOutputBytes": 10, "totalSavedBytes": 20}\
      """;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "408, unknown, 6",
    "425, unknown, 6",
    "429, unknown, 6",
    "500, unknown, 6",
    "502, unknown, 6",
    "503, unavailable, 6",
    "504, unknown, 6",
    // An encode timeout would occur again.
    "504, encode-timeout, 1",
    "501, unknown, 1",
    "400, invalid-input, 1",
    "401, unauthorized, 1",
    "404, not-found, 1",
    "409, not-ready, 1",
    "413, too-large, 1",
    "415, unsupported-type, 1",
    "422, probe-failed, 1",
  })
  void retriesOnlyTransientErrors(int status, String code, int tries) {
    server.on("GET /api/usage", json(status, problem(code)));
    ReelwayException failure = failureOf(server.client().build()::usage);
    assertThat(server.requests()).hasSize(tries);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.retriable()).isEqualTo(tries > 1);
    assertThat(failure.requestId()).contains("r-1");
    assertThat(failure).hasMessage("A sentence.");
  }

  @Test
  void succeedsWhenTheErrorsEnd() {
    server.on(
        "GET /api/usage",
        json(503, problem("unavailable")),
        hangUp(),
        json(429, problem("unavailable")),
        json(200, USAGE));
    assertThat(server.client().build().usage()).isEqualTo(new Usage(3, 30, 10, 20));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void waitsAsLongAsRetryAfterSays() {
    server.on(
        "GET /api/usage", json(503, problem("unavailable"), "Retry-After", "7"), json(200, USAGE));
    server.client().build().usage();
    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void neverWaitsLongerThanThePolicyAllows() {
    server.on(
        "GET /api/usage",
        json(503, problem("unavailable"), "Retry-After", "86400"),
        json(200, USAGE));
    server.client().build().usage();
    assertThat(server.pauses()).containsExactly(RetryPolicy.STANDARD.longest());
  }

  @Test
  void pausesAreRandomBelowALimitThatDoubles() {
    java.util.random.RandomGenerator random = new java.util.Random(1);
    for (int attempt = 1; attempt <= 40; attempt++) {
      long bound = attempt > 7 ? 30_000 : Math.min(30_000, 500L << (attempt - 1));
      assertThat(RetryPolicy.STANDARD.pause(attempt, Optional.empty(), random))
          .isBetween(Duration.ZERO, Duration.ofMillis(bound));
    }
    assertThat(
            java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> RetryPolicy.STANDARD.pause(3, Optional.empty(), random))
                .distinct())
        .hasSizeGreaterThan(10);
  }

  @Test
  void anUnreachableServerIsANetworkFailure() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ReelwayClient client =
        ReelwayClient.builder(URI.create("http://localhost:" + port))
            .pauses(server.pauses()::add)
            .build();
    ReelwayException failure = failureOf(client::usage);
    assertThat(failure.code()).isEqualTo("network");
    assertThat(failure.retriable()).isTrue();
    assertThat(server.pauses()).hasSize(5);
  }

  @Test
  void abortsARequestToASilentServer() {
    server.on(
        "GET /api/usage",
        (exchange, request) -> {
          try {
            Thread.sleep(2_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        json(200, USAGE));
    ReelwayClient client = server.client().idleTimeout(Duration.ofMillis(200)).build();
    assertThat(client.usage().totalJobs()).isEqualTo(3);
  }

  @Test
  void aForeignErrorKeepsItsStatus() {
    server.on("GET /api/usage", bytes(403, "<html>Forbidden</html>".getBytes(UTF_8)));
    ReelwayException failure = failureOf(server.client().build()::usage);
    assertThat(failure.code()).isEqualTo("http-403");
    assertThat(failure.requestId()).isEmpty();
  }

  @Test
  void reportsAForeignAnswer() {
    server.on("GET /api/usage", bytes(200, "<html>Welcome</html>".getBytes(UTF_8)));
    assertThat(failureOf(server.client().build()::usage).code()).isEqualTo("unexpected-answer");
  }

  @Test
  void sendsTheKey() {
    server.on("GET /api/usage", json(200, USAGE));
    server.client().apiKey(" secret\n").build().usage();
    assertThat(server.requests().get(0).header("x-api-key")).isEqualTo("secret");
  }

  @Test
  void refusesAKeyThatNoHeaderCarriesAndDoesNotRepeatIt() {
    for (String key : List.of("sec\nret", "s\u00e9cret", "sec\u2019ret")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.client().apiKey(key))
          .withMessage(
              "The API key has a character outside of printable ASCII; write the key without it");
    }
  }

  @Test
  void aLostAnswerToCancelOrDeleteIsNotAnError() {
    server
        .on("POST " + Jobs.ROUTE + "/cancel", hangUp(), json(409, problem("not-cancellable")))
        .on("GET " + Jobs.ROUTE, json(200, Jobs.failed("cancelled")))
        .on("DELETE " + Jobs.ROUTE, hangUp(), json(404, problem("not-found")));
    server.client().build().cancel(Jobs.ID);
    server.client().build().delete(Jobs.ID);
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void cancelAndDeleteReportWhenThereIsNothingToDo() {
    server
        .on("POST " + Jobs.ROUTE + "/cancel", json(409, problem("not-cancellable")))
        .on("GET " + Jobs.ROUTE, json(200, Jobs.done(1, "")));
    ReelwayClient client = server.client().build();
    assertThat(failureOf(() -> client.cancel(Jobs.ID)).code()).isEqualTo("not-cancellable");
    assertThat(failureOf(() -> client.delete(Jobs.ID)).code()).isEqualTo("not-found");
  }

  static ReelwayException failureOf(Runnable call) {
    return catchThrowableOfType(ReelwayException.class, call::run);
  }
}
