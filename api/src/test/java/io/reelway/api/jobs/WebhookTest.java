package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final byte[] KEY = "thirty-two bytes nobody guesses!".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static final List<Call> CALLS = Collections.synchronizedList(new ArrayList<>());
  private static HttpServer receiver;
  private static RunningReelway open;
  private static RunningReelway guarded;

  @BeforeAll
  static void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receive("/fine", 204);
    receive("/late", 500, 200);
    receive("/gone", 410);
    receive("/moved", 302);
    receive("/default", 200);
    receiver.start();
    open =
        RunningReelway.start(
            folder.resolve("open"),
            "reelway.outbound.allow-http=true",
            "reelway.outbound.allow-private=true",
            "reelway.webhook.url=" + url("/default"),
            "reelway.webhook.secret=" + SECRET);
    guarded =
        RunningReelway.start(
            folder.resolve("guarded"),
            "reelway.outbound.allow-http=true",
            "reelway.webhook.secret=" + SECRET);
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
    receiver.stop(0);
  }

  @BeforeEach
  void forgetCalls() {
    CALLS.clear();
  }

  @Test
  void signsTheRawBytesOfTheWebhookOfADoneJob() throws Exception {
    String jobId = submit(open, PHOTO, url("/fine"));
    JsonNode end = awaitWebhook(open, jobId, "delivered");

    Call call = CALLS.getFirst();
    JsonNode body = JSON.readTree(call.body());
    assertThat(call.signature()).isEqualTo(signature(call));
    assertThat(call.id()).startsWith("msg_" + jobId);
    assertThat(Instant.ofEpochSecond(Long.parseLong(call.timestamp())))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(body.path("type").asString()).isEqualTo("job.done");
    assertThat(Instant.parse(body.path("timestamp").asString()).toEpochMilli())
        .isEqualTo(end.path("completedAt").asLong());
    for (String field : List.of("jobId", "status", "createdAt", "expiresAt", "result")) {
      assertThat(body.path("data").path(field)).as(field).isEqualTo(end.path(field));
    }
    assertThat(body.path("data").path("downloadUrl").isNull()).isTrue();
    assertThat(end.path("webhook").toString())
        .isEqualTo("{\"state\":\"delivered\",\"attempts\":1,\"lastStatus\":204}");
  }

  @Test
  void retriesWithTheSameIdAfterAnError() throws Exception {
    String jobId = submit(open, PHOTO, url("/late"));
    JsonNode end = awaitWebhook(open, jobId, "delivered");

    assertThat(end.at("/webhook/attempts").asInt()).isEqualTo(2);
    assertThat(end.at("/webhook/lastStatus").asInt()).isEqualTo(200);
    assertThat(CALLS).hasSize(2);
    assertThat(CALLS.get(1).id()).isEqualTo(CALLS.get(0).id());
    assertThat(CALLS.get(1).body()).isEqualTo(CALLS.get(0).body());
    assertThat(CALLS.get(1).signature()).isEqualTo(signature(CALLS.get(1)));
  }

  @Test
  void stopsAtOnceWhenTheReceiverIsPermanentlyGone() throws Exception {
    JsonNode end = awaitWebhook(open, submit(open, PHOTO, url("/gone")), "failed");

    assertThat(end.at("/webhook/attempts").asInt()).isEqualTo(1);
    assertThat(end.at("/webhook/lastStatus").asInt()).isEqualTo(410);
  }

  @Test
  void doesNotFollowRedirects() throws Exception {
    String jobId = submit(open, PHOTO, url("/moved"));
    open.await(jobId);
    JsonNode end = awaitAttempt(open, jobId);

    assertThat(end.at("/webhook/state").asString()).isEqualTo("pending");
    assertThat(end.at("/webhook/lastStatus").asInt()).isEqualTo(302);
    assertThat(CALLS).extracting(Call::path).containsOnly("/moved");
    assertThat(open.send(open.request(path(jobId)), "DELETE", BodyPublishers.noBody()).status())
        .isEqualTo(204);
    assertThat(open.files().stream().map(Path::toString))
        .noneMatch(it -> it.contains("jobs/" + jobId));
  }

  @Test
  void callsTheServerOfTheSettingsForAFailedJob() throws Exception {
    Answer answer =
        open.post(
            "/api/media/jobs",
            new MultipartForm()
                .file("media", "a.txt", "text/plain", BodyPublishers.ofString("no picture")));
    awaitWebhook(open, answer.json().path("jobId").asString(), "delivered");

    JsonNode body = JSON.readTree(CALLS.getFirst().body());
    assertThat(CALLS.getFirst().path()).isEqualTo("/default");
    assertThat(body.path("type").asString()).isEqualTo("job.failed");
    assertThat(body.at("/data/error/code").asString()).isEqualTo("unsupported-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/x", "https://10.0.0.7/x", "http://[::1]:9000/x"})
  void refusesAPrivateAddressAtSubmitWithTheReason(String url) throws Exception {
    Answer answer = guarded.post("/api/media/jobs", form(PHOTO, url));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asString())
        .startsWith("The webhookUrl is refused.")
        .contains("public host");
  }

  @Test
  void aJobWithoutAWebhookShowsNoWebhook() throws Exception {
    assertThat(guarded.optimize(PHOTO, "web").has("webhook")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ftp://example.org/x", "https://user@example.org/x", "https:///x", "told"})
  void refusesAnInvalidUrlAtSubmit(String url) throws Exception {
    Answer answer = guarded.post("/api/media/jobs", form(PHOTO, url));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("invalid-input");
    assertThat(answer.json().path("error").asString()).startsWith("The webhookUrl is refused.");
  }

  private static String submit(RunningReelway server, Path file, String webhookUrl)
      throws Exception {
    Answer answer = server.post("/api/media/jobs", form(file, webhookUrl));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.json().path("jobId").asString();
  }

  private static MultipartForm form(Path file, String webhookUrl) throws IOException {
    return new MultipartForm()
        .field("webhookUrl", webhookUrl)
        .file("media", file.getFileName().toString(), "image/jpeg", file);
  }

  private static JsonNode awaitWebhook(RunningReelway server, String jobId, String state)
      throws Exception {
    server.await(jobId);
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    JsonNode body = server.poll(jobId);
    while (!body.at("/webhook/state").asString("").equals(state)) {
      assertThat(Instant.now()).as(body.toString()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
      body = server.poll(jobId);
    }
    return body;
  }

  private static JsonNode awaitAttempt(RunningReelway server, String jobId) throws Exception {
    JsonNode body = server.poll(jobId);
    for (int look = 0; look < 200 && body.at("/webhook/attempts").asInt() == 0; look++) {
      TimeUnit.MILLISECONDS.sleep(50);
      body = server.poll(jobId);
    }
    return body;
  }

  private static String path(String jobId) {
    return "/api/media/jobs/" + jobId;
  }

  /** The signature as a receiver computes it from the description of the scheme. */
  private static String signature(Call call) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update((call.id() + "." + call.timestamp() + ".").getBytes(UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body().getBytes(UTF_8)));
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  /** Answers with these statuses in turn, then repeats the last one. */
  private static void receive(String path, Integer... statuses) {
    List<Integer> left = new ArrayList<>(List.of(statuses));
    receiver.createContext(
        path,
        exchange -> {
          var headers = exchange.getRequestHeaders();
          CALLS.add(
              new Call(
                  exchange.getRequestURI().getPath(),
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          int status = left.size() > 1 ? left.removeFirst() : left.getFirst();
          exchange.getResponseHeaders().set("Location", "/fine");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private record Call(String path, String id, String timestamp, String signature, String body) {}
}
