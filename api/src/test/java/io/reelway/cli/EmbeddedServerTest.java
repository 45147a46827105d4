package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.catalog.JobCatalog;
import io.reelway.sdk.Job;
import io.reelway.sdk.Preset;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.SubmitOptions;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the command, started where a real server is configured. */
class EmbeddedServerTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  private static final String PRESET =
      """
      presets:
        - name: thumb
          maxWidth: 120
          imageQuality: 60
          videoCrf: 34
          videoBitrateKbps: 200
          audioBitrateKbps: 32
          imageStrategies: [image-jpeg]
          videoStrategies: [video-mp4-h264]
      """;

  @TempDir private Path folder;
  private final List<String> configured = new ArrayList<>();

  /** A system property counts as a variable does. */
  private void configure(String setting, Object value) {
    System.setProperty(setting, value.toString());
    configured.add(setting);
  }

  @AfterEach
  void clear() {
    configured.forEach(System::clearProperty);
  }

  @Test
  void leavesTheRecordsOfARealServerAlone() throws Exception {
    Path data = folder.resolve("data");
    String open;
    String own;
    try (RunningReelway real = RunningReelway.start(data)) {
      real.stopWorker();
      open = real.submit(PHOTO, "web").json().path("jobId").asString();
    }
    configure("reelway.database.url", "jdbc:sqlite:" + data.resolve("reelway.sqlite"));
    try (EmbeddedServer server = EmbeddedServer.start()) {
      own = optimize(server, "web").id();
    }
    clear();

    try (RunningReelway real = RunningReelway.start(data)) {
      assertThat(real.bean(JobCatalog.class).find(own)).isEmpty();
      assertThat(real.await(open).path("status").asString()).isEqualTo("done");
    }
  }

  @Test
  void leavesFilesSecretsAndPortsOfARealServerAlone() throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Path secret = Files.writeString(secrets.resolve("reelway.keys"), "me:key");
    Path data = folder.resolve("data");
    configure("reelway.store.directory", data.resolve("store"));
    configure("reelway.worker.scratch", data.resolve("scratch"));
    configure("reelway.dev-server.path", data.resolve("temporal"));
    configure("reelway.connections.per-address", 1);
    configure("reelway.retention.output", "1s");
    configure("reelway.secrets", secrets);
    configure("reelway.secrets-erase", true);
    configure("management.server.address", "127.0.0.1");
    configure("logging.file.name", data.resolve("log"));
    try (ServerSocket taken = new ServerSocket(0)) {
      configure("management.server.port", taken.getLocalPort());
      try (EmbeddedServer server = EmbeddedServer.start()) {
        assertThat(optimize(server, "web").resultOrThrow().filename()).endsWith(".webp");
      }
    }

    assertThat(secret).hasContent("me:key");
    assertThat(data).doesNotExist();
  }

  @Test
  void keepsWhatSaysHowMediaAreMade() throws Exception {
    configure("reelway.presets", Files.writeString(folder.resolve("presets.yaml"), PRESET));
    configure("reelway.limits.input", "3MiB");
    try (EmbeddedServer server = EmbeddedServer.start()) {
      ReelwayClient client = server.client();
      assertThat(client.presets().all()).extracting(Preset::name).contains("thumb", "web");
      assertThat(client.limits().maxInputBytes()).isEqualTo(3 << 20);
      assertThat(optimize(server, "thumb").resultOrThrow().filename()).endsWith(".jpg");
    }
  }

  private static Job optimize(EmbeddedServer server, String preset) {
    return server
        .client()
        .submitAndWait(PHOTO, SubmitOptions.DEFAULTS.preset(preset), Duration.ofMinutes(1));
  }
}
