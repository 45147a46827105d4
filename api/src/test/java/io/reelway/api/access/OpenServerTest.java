package io.reelway.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.RawRequest;
import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A server without keys and with default settings. */
@ExtendWith(OutputCaptureExtension.class)
class OpenServerTest {
  private static final String CANCEL =
      "POST /api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001/cancel";
  private static final String HERE = "Host: localhost:8080";

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static String banner;

  @BeforeAll
  static void start(CapturedOutput output) {
    reelway =
        RunningReelway.start(
            data,
            "reelway.public-url=https://media.example.org",
            "reelway.access.hosts=intranet,192.168.1.5,[fd00::1]",
            "reelway.access.cors-origins=https://app.example.org");
    banner = output.getAll();
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  /**
   * The loopback network has millions of addresses; a server that listens on all addresses would
   * answer on each.
   */
  @Test
  void listensOnOneAddressOfThisMachineOnly() {
    assertThatThrownBy(() -> new Socket("127.0.0.2", reelway.port()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void theBannerShowsHowToOpenTheServer() {
    assertThat(banner)
        .contains("this machine only", "openssl rand", "echo", "export REELWAY_KEYS=")
        .doesNotContain("ANYONE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST.:8080",
        "app.localhost:1",
        "127.0.0.1",
        "127.9.8.7:8080",
        "[::1]:8080",
        "media.example.org",
        "intranet:8080",
        "192.168.1.5:8080",
        "[fd00::1]",
      })
  void answersRequestsForItsOwnHostNames(String host) throws Exception {
    assertThat(RawRequest.head(reelway, "GET /api/media/jobs", "Host: " + host))
        .startsWith("HTTP/1.1 200");
  }

  /** The health check of the image sends such a request. */
  @Test
  void answersARequestWithoutAHost() throws Exception {
    assertThat(RawRequest.send(reelway, "GET /actuator/health/liveness HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.0 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, /api/media/jobs",
    "evil.example, /",
    "evil.example, /api/health",
    "evil.example, /actuator/prometheus",
    "evil.example:8080, /api/media/jobs",
    "localhost.evil.example, /api/media/jobs",
    "127.0.0.1.evil.example, /api/media/jobs",
    "evil_name.example, /api/media/jobs",
    "localhost@evil.example, /api/media/jobs",
    "evil.example#localhost, /api/media/jobs",
    "192.168.1.6, /api/media/jobs",
  })
  void refusesOtherHosts(String host, String path) throws Exception {
    String answer = RawRequest.head(reelway, "GET " + path, "Host: " + host);

    assertThat(answer).containsPattern("^HTTP/1.1 (421|400)").doesNotContain("\"items\"");
    if (!host.contains("@") && !host.contains("#")) {
      assertThat(answer)
          .startsWith("HTTP/1.1 421")
          .contains("\"code\":\"misdirected\"", "reelway.access.hosts");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://localhost:8081",
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:8080.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none\r\nOrigin: http://evil.example",
        "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost:8080",
      })
  void foreignPagesCannotChangeAnything(String headers) throws Exception {
    for (String request :
        new String[] {
          CANCEL, CANCEL.replace("POST", "DELETE").replace("/cancel", ""), "POST /api/media/jobs"
        }) {
      assertThat(RawRequest.head(reelway, request, HERE, headers, "Content-Length: 0"))
          .startsWith("HTTP/1.1 403")
          .contains("\"code\":\"forbidden\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: said",
        "Origin: http://localhost:8080",
        "Origin: https://localhost:8080",
        "Origin: https://media.example.org",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: same-origin\r\nOrigin: https://proxied.example",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: cross-site\r\nOrigin: https://app.example.org",
      })
  void ourOwnPageAndProgramsMayMakeChanges(String headers) throws Exception {
    assertThat(RawRequest.head(reelway, CANCEL, HERE, headers, "Content-Length: 0"))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void foreignPagesMayLinkToTheServer() throws Exception {
    assertThat(
            RawRequest.head(
                reelway, "GET /", HERE, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aListedOriginMayReadTheHeadersOfAnAnswer() throws Exception {
    String answer =
        RawRequest.head(reelway, "GET /api/media/jobs", HERE, "Origin: https://app.example.org");

    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .startsWith("http/1.1 200")
        .contains(
            "access-control-allow-origin: https://app.example.org",
            "access-control-expose-headers: *");
  }

  @Test
  void aPreflightOfAListedOriginIsAllowed() throws Exception {
    assertThat(preflight("https://app.example.org"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Access-Control-Allow-Methods: ")
        .containsIgnoringCase("Access-Control-Allow-Headers: idempotency-key");
  }

  @Test
  void aPreflightOfAnUnlistedOriginIsRefused() throws Exception {
    assertThat(preflight("https://evil.example"))
        .startsWith("HTTP/1.1 403")
        .contains("\"code\":\"forbidden\"")
        .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
    assertThat(
            RawRequest.head(reelway, "GET /api/media/jobs", HERE, "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Vary: Origin")
        .doesNotContainIgnoringCase("Access-Control-Allow");
  }

  private static String preflight(String origin) throws IOException {
    return RawRequest.head(
        reelway,
        "OPTIONS /api/media/jobs",
        HERE,
        "Origin: " + origin,
        "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: idempotency-key");
  }
}
