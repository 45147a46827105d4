package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slow servers that clients name do not block others. */
class SlowHostsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final CountDownLatch RELEASED = new CountDownLatch(1);
  private static final CountDownLatch CALLED = new CountDownLatch(1);
  private static final CountDownLatch HUNG_UP = new CountDownLatch(1);

  @TempDir private static Path folder;
  private static HttpServer hosts;
  private static RunningReelway server;

  @BeforeAll
  static void start() throws IOException {
    byte[] photo = Files.readAllBytes(PHOTO);
    hosts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hosts.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    hosts.createContext(
        "/photo",
        exchange -> {
          exchange.sendResponseHeaders(200, photo.length);
          exchange.getResponseBody().write(photo);
          exchange.close();
        });
    hosts.createContext(
        "/waits",
        exchange -> {
          awaitRelease();
          exchange.sendResponseHeaders(200, photo.length);
          exchange.getResponseBody().write(photo);
          exchange.close();
        });
    hosts.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          sendUntilTheClientHangsUp(exchange.getResponseBody());
        });
    hosts.createContext(
        "/hook",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          CALLED.countDown();
        });
    hosts.start();
    server =
        RunningReelway.start(
            folder,
            "reelway.keys=alice:a-key-of-alice,bob:a-key-of-bob",
            "reelway.webhook.secret=whsec_dGhpcnR5LXR3byBieXRlcyBub2JvZHkgZ3Vlc3NlcyE=",
            "reelway.outbound.allow-http=true",
            "reelway.outbound.allow-private=true",
            "reelway.outbound.timeout=5m",
            "reelway.outbound.fetches=4",
            "reelway.outbound.webhooks=4",
            "reelway.outbound.per-owner=3");
  }

  @AfterAll
  static void stop() {
    RELEASED.countDown();
    server.close();
    hosts.stop(0);
  }

  @Test
  void slowHostsOfOneOwnerBlockNeitherFetchesNorWebhooksOfAnother() throws Exception {
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      slow.add(submit("alice", "http://localhost", "/waits"));
    }
    awaitStage("alice", slow.getFirst(), "fetching");

    JsonNode end = await("bob", submit("bob", "http://127.0.0.1", "/photo"));

    assertThat(end.path("status").asString()).isEqualTo("done");
    assertThat(CALLED.await(30, TimeUnit.SECONDS)).as("bob's webhook was called").isTrue();
    RELEASED.countDown();
    for (String jobId : slow) {
      assertThat(await("alice", jobId).path("status").asString()).isEqualTo("done");
    }
  }

  @Test
  void aCancelledJobClosesTheConnectionToItsHost() throws Exception {
    String jobId = submit("bob", "http://127.0.0.1", "/endless");
    awaitStage("bob", jobId, "fetching");

    server.send(
        server.request("/api/media/jobs/" + jobId + "/cancel").header("x-api-key", "a-key-of-bob"),
        "POST",
        BodyPublishers.noBody());

    assertThat(HUNG_UP.await(30, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    assertThat(await("bob", jobId).at("/error/code").asString()).isEqualTo("cancelled");
  }

  private static void sendUntilTheClientHangsUp(OutputStream out) throws IOException {
    try {
      while (true) {
        out.write(new byte[1024]);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException hungUp) {
      HUNG_UP.countDown();
      throw hungUp;
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private static String submit(String owner, String host, String path) throws Exception {
    String origin = host + ":" + hosts.getAddress().getPort();
    MultipartForm form =
        new MultipartForm().field("url", origin + path).field("webhookUrl", origin + "/hook");
    Answer answer =
        server.send(
            server
                .request("/api/media/jobs")
                .header("x-api-key", "a-key-of-" + owner)
                .header("Content-Type", form.contentType()),
            "POST",
            form.body());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.json().path("jobId").asString();
  }

  private static JsonNode await(String owner, String jobId) throws Exception {
    JsonNode job = poll(owner, jobId, "?wait=30");
    for (int i = 0; i < 4 && job.path("completedAt").isNull(); i++) {
      job = poll(owner, jobId, "?wait=30");
    }
    return job;
  }

  private static void awaitStage(String owner, String jobId, String stage) throws Exception {
    JsonNode job = poll(owner, jobId, "");
    while (!job.at("/progress/stage").asString("").equals(stage)) {
      job = poll(owner, jobId, "?wait=30");
    }
  }

  private static JsonNode poll(String owner, String jobId, String query) throws Exception {
    return JSON.readTree(
        server.get("/api/media/jobs/" + jobId + query, "x-api-key", "a-key-of-" + owner).bytes());
  }

  private static void awaitRelease() throws IOException {
    try {
      RELEASED.await();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }
}
