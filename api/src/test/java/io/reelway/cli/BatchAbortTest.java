package io.reelway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelway.sdk.Options;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.SubmitOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, against a server that answers a submit a second after it has received the file. */
class BatchAbortTest {
  private static final String JOBS = "/api/media/jobs";
  private static final String JOB =
      "{\"jobId\":\"7\",\"status\":\"pending\",\"createdAt\":\"2026-01-01T00:00:00Z\"}";

  @TempDir Path folder;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch received = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @SuppressWarnings("NullAway.Init") // started before each test
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    requests.add(request);
    if (request.equals("POST " + JOBS)) {
      received.countDown();
      pause();
    }
    byte[] body = JOB.getBytes(UTF_8);
    exchange.sendResponseHeaders(request.startsWith("POST") ? 202 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void cancelsAJobWhoseAnswerIsStillOnItsWay() throws Exception {
    List<Input> inputs = List.of(input("a.jpg"), input("b.jpg"));
    Path out = folder.resolve("out");
    DoneFiles doneFiles = DoneFiles.in(out, null, Options.NONE);
    Batch batch =
        new Batch(
            ReelwayClient.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
            SubmitOptions.DEFAULTS,
            new Targets(out, inputs, doneFiles),
            doneFiles,
            new Lines(new PrintWriter(new StringWriter())),
            1);
    threads.execute(() -> batch.run(inputs));
    assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();

    batch.abort();

    assertThat(requests).contains("POST " + JOBS + "/7/cancel").containsOnlyOnce("POST " + JOBS);
  }

  private Input input(String name) throws IOException {
    return new Input(Files.writeString(folder.resolve(name), "x"), Path.of(name));
  }
}
