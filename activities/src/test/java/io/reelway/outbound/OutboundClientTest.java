package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {
  private final AtomicInteger requests = new AtomicInteger();
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
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
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

  private int status(OutboundClient client, String host) throws IOException {
    URI url = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/moved");
    return client.get(url, stop -> {}, OutboundClient.Answer::status);
  }

  private static OutboundClient client(boolean allowPrivate) {
    return new OutboundClient(Outbound.settings(true, allowPrivate));
  }
}
