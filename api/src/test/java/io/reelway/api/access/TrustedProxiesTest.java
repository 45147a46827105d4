package io.reelway.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.RawRequest;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class TrustedProxiesTest {
  private static final Path PHOTO = RunningReelway.media("image/gps-exif-nikon.jpg");
  private static final String[] FORWARDED = {
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Host", "media.example.org",
    "X-Forwarded-Port", "8443",
    "X-Forwarded-Prefix", "/reelway",
    "X-Forwarded-For", "203.0.113.9"
  };

  @TempDir private Path data;

  @Test
  void trustsNoProxyByDefault() throws Exception {
    try (RunningReelway reelway = RunningReelway.start(data)) {
      String job = "/api/media/jobs/" + reelway.optimize(PHOTO, "web").get("jobId").asString();

      assertThat(link(reelway, job, FORWARDED)).startsWith(reelway.url("/api/").toString());
      assertThat(link(reelway, job, "Forwarded", "host=media.example.org;proto=https"))
          .startsWith(reelway.url("/api/").toString());
    }
  }

  @Test
  void usesAllHeadersOfATrustedProxy() throws Exception {
    try (RunningReelway reelway =
        RunningReelway.start(
            data,
            "reelway.access.trusted-proxies=10.0.0.7,127.0.0.0/8,::1",
            "reelway.access.hosts=media.example.org,media_server")) {
      String id = reelway.optimize(PHOTO, "web").get("jobId").asString();
      String job = "/api/media/jobs/" + id;

      assertThat(link(reelway, job, FORWARDED))
          .isEqualTo("https://media.example.org:8443/reelway" + job + "/download");
      assertThat(link(reelway, job, "Forwarded", "host=media.example.org;proto=https"))
          .isEqualTo("https://media.example.org" + job + "/download");
      assertThat(link(reelway, job, "Forwarded", "host=media_server;proto=http"))
          .isEqualTo("http://media_server" + job + "/download");
      assertThat(reelway.get("/actuator/health/liveness", FORWARDED).status()).isEqualTo(200);
      String erased =
          RawRequest.head(
              reelway,
              "POST /api/media/optimize",
              "Host: localhost",
              "X-Forwarded-Host: evil.example",
              "Content-Length: 0");
      assertThat(erased).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void linksHaveThePathOfThePublicUrl() throws Exception {
    try (RunningReelway reelway =
        RunningReelway.start(data, "reelway.public-url=https://media.example.org/reelway/")) {
      String id = reelway.optimize(PHOTO, "web").get("jobId").asString();

      assertThat(link(reelway, "/api/media/jobs/" + id))
          .isEqualTo("https://media.example.org/reelway/api/media/jobs/" + id + "/download");
    }
  }

  @Test
  void theLocationOfAJobContainsThePrefix() throws Exception {
    try (RunningReelway reelway =
        RunningReelway.start(data, "reelway.access.trusted-proxies=127.0.0.1")) {
      var form = new io.reelway.api.MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);
      Answer submitted =
          reelway.send(
              reelway
                  .request("/api/media/jobs")
                  .headers("X-Forwarded-Prefix", "/reelway", "Content-Type", form.contentType()),
              "POST",
              form.body());

      assertThat(submitted.header("Location"))
          .isEqualTo("/reelway/api/media/jobs/" + submitted.json().get("jobId").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0"})
  void refusesAnInvalidAddress(String text) {
    assertThatThrownBy(() -> ProxyAddress.valueOf(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reelway.access.trusted-proxies");
  }

  @Test
  void refusesAForwardedHeadersStrategyThatTrustsEveryone(CapturedOutput output) {
    assertThatThrownBy(
            () -> RunningReelway.start(data, "server.forward-headers-strategy=framework"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output.getAll()).contains("reelway.access.trusted-proxies");
  }

  private static String link(RunningReelway reelway, String job, String... headers)
      throws Exception {
    JsonNode body = reelway.get(job, headers).json();
    return body.path("downloadUrl").asString(body.toString());
  }
}
