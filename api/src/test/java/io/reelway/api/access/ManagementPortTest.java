package io.reelway.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.outside.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortTest {
  @TempDir private Path data;

  @Test
  void theManagementPortServesMetricsWithoutAKeyAndNoApi() throws Exception {
    int port = Ports.free();
    try (RunningReelway reelway =
        RunningReelway.start(data, "reelway.keys=alice:secret", "management.server.port=" + port)) {
      assertThat(status(port, "/actuator/prometheus")).isEqualTo(200);
      assertThat(status(port, "/actuator/health/a/b/c")).isEqualTo(404);
      assertThat(status(port, "/api/media/jobs")).isEqualTo(404);
      assertThat(reelway.get("/api/media/jobs").status()).isEqualTo(401);
      assertThat(reelway.get("/actuator/prometheus").status()).isEqualTo(401);
    }
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI url = URI.create("http://127.0.0.1:" + port + path);
      return client
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
