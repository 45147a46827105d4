package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch disconnected = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/moved",
        exchange -> {
          requests.incrementAndGet();
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext("/endless", this::sendWithoutEnd);
    server.createContext("/slow", this::sendSlowly);
    server.setExecutor(threads);
    server.start();
  }

  private void sendWithoutEnd(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(new byte[8192]);
      }
    } catch (IOException brokenOff) {
      disconnected.countDown();
    }
  }

  private void sendSlowly(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(202, 0);
      while (true) {
        exchange.getResponseBody().write('x');
        exchange.getResponseBody().flush();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException brokenOff) {
      disconnected.countDown();
    }
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"})
  void refusesAPrivateHostBeforeConnecting(String host) throws IOException {
    try (OutboundClient client = client(false)) {
      assertThatThrownBy(() -> status(client, host)).isInstanceOf(RefusedAddressException.class);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void doesNotFollowRedirects() throws IOException {
    try (OutboundClient client = client(true)) {
      assertThat(status(client, "127.0.0.1")).isEqualTo(302);
    }
    assertThat(requests).hasValue(1);
  }

  @Test
  void breaksOffAnAnswerThatItsReaderRefuses() throws Exception {
    try (OutboundClient client = client(true)) {
      assertThatThrownBy(() ->
              client.get(
                  url("127.0.0.1", "/endless"),
                  stop -> {},
                  answer -> {
                    throw new IOException("Too large");
                  }))
          .hasMessage("Too large");
      assertThat(disconnected.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void breaksOffTheRestOfAnAnswer() throws Exception {
    try (OutboundClient client = client(true)) {
      int first =
          client.get(url("127.0.0.1", "/endless"), stop -> {}, answer -> answer.content().read());

      assertThat(first).isZero();
      assertThat(disconnected.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** More often than there are connections. */
  @Test
  void givesTheConnectionOfEachAnswerBack() throws Exception {
    try (OutboundClient client = client(true)) {
      for (int i = 0; i < 40; i++) {
        client.get(url("127.0.0.1", "/endless"), stop -> {}, answer -> answer.content().read());
      }
      assertThat(status(client, "127.0.0.1")).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @CsvSource({"/slow, 202", "/endless, 200", "/moved, 302"})
  void aPostReturnsItsStatusWhateverFollows(String path, int status) throws Exception {
    try (OutboundClient client = client(true)) {
      long begin = System.nanoTime();

      assertThat(client.post(url("127.0.0.1", path), Map.of(), new byte[] {'{', '}'}))
          .isEqualTo(status);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aPostEndsTheConnectionOfASlowAnswer() throws Exception {
    try (OutboundClient client = client(true)) {
      client.post(url("127.0.0.1", "/slow"), Map.of(), new byte[0]);

      assertThat(disconnected.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private int status(OutboundClient client, String host) throws IOException {
    return client.get(url(host, "/moved"), stop -> {}, OutboundClient.Answer::status);
  }

  private URI url(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private static OutboundClient client(boolean allowPrivate) {
    return new OutboundClient(Outbound.settings(true, allowPrivate));
  }
}
