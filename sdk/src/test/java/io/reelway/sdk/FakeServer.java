package io.reelway.sdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that sends scripted answers in order and records the requests. */
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A scripted answer. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange, ReceivedRequest request) throws IOException;

    /** An answer with a JSON body. */
    static Reply json(int status, String body, String... headers) {
      return bytes(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** An answer with any body. */
    static Reply bytes(int status, byte[] body, String... headers) {
      return (exchange, request) -> {
        head(exchange, headers);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      };
    }

    /** No answer: the connection closes. */
    static Reply hangUp() {
      return (exchange, request) -> {
        throw new IOException("hung up on purpose");
      };
    }

    /** An answer that comes late. */
    static Reply after(Duration time, Reply reply) {
      return (exchange, request) -> {
        sleep(time);
        reply.to(exchange, request);
      };
    }

    /** An answer that stops in the middle without an end of the connection. */
    static Reply stalled(byte[] body, int after, String... headers) {
      return (exchange, request) -> {
        head(exchange, headers);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, after);
        exchange.getResponseBody().flush();
        sleep(Duration.ofMinutes(1));
      };
    }

    /** Pauses, at most until the server is closed. */
    static void sleep(Duration time) {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }

    static void head(HttpExchange exchange, String... headers) {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
    }
  }

  /** A recorded request. */
  record ReceivedRequest(String method, String uri, Headers headers, String body) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }
  }

  /** Scripts these answers in order; the last one repeats. */
  FakeServer on(String methodAndPath, Reply... replies) {
    script.put(methodAndPath, new ArrayDeque<>(List.of(replies)));
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    ReceivedRequest request =
        new ReceivedRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(request);
    try (exchange) {
      next(request.method() + " " + exchange.getRequestURI().getPath()).to(exchange, request);
    }
  }

  private synchronized Reply next(String methodAndPath) {
    Deque<Reply> replies = script.getOrDefault(methodAndPath, new ArrayDeque<>());
    if (replies.isEmpty()) {
      return Reply.json(404, problem("not-found"));
    }
    return replies.size() == 1 ? replies.element() : replies.remove();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** The recorded requests. */
  List<ReceivedRequest> requests() {
    return requests;
  }

  /** The pauses that the clients of {@link #client} made, or would have made. */
  List<Duration> pauses() {
    return pauses;
  }

  /** A client that does not wait between attempts. */
  ReelwayClientBuilder client() {
    return ReelwayClient.builder(uri()).pauses(pauses::add);
  }

  static String problem(String code) {
    return """
    {"error": "A sentence.", "code": "%s", "requestId": "r-1"}\
    """
        .formatted(code);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
