package io.reelway.api.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayApplication;
import io.reelway.api.ReelwayProcess;
import io.reelway.corpus.Tools;
import io.reelway.outside.TemporalProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two builds that differ by one strategy take over each other's jobs in mid-encode, both workflow
 * and worker, as in a rolling upgrade and a rollback.
 */
class TwoBuildsTest {
  private static final String VP9_IN_MP4 = "video-mp4-vp9";
  private static final String H264 = "video-mp4-h264";

  @TempDir private Path folder;
  private TemporalProcess temporal;
  private final List<ReelwayProcess> processes = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    temporal = TemporalProcess.start(folder);
  }

  @AfterEach
  void stop() {
    processes.reversed().forEach(ReelwayProcess::close);
    if (temporal != null) {
      temporal.close();
    }
  }

  @Test
  void anOlderBuildContinuesAJobOfAnUnknownStrategyWithTheNextOne() throws Exception {
    ReelwayProcess newer = api(BuildWithVp9InMp4.class, "newer", VP9_IN_MP4 + ", " + H264);
    ReelwayProcess worker = worker(BuildWithVp9InMp4.class, "newer-worker");
    String job = newer.submit(film(), "small");
    newer.await(job, "encoding");
    worker.kill();
    newer.kill();

    ReelwayProcess older = api(ReelwayApplication.class, "older", H264);
    worker(ReelwayApplication.class, "older-worker");

    JsonNode done = older.await(job, "done");
    assertThat(done.at("/result/strategy").asString()).isEqualTo(H264);
  }

  @Test
  void aNewerBuildContinuesAJobOfAnOlderBuild() throws Exception {
    ReelwayProcess older = api(ReelwayApplication.class, "older", H264);
    ReelwayProcess worker = worker(ReelwayApplication.class, "older-worker");
    String job = older.submit(film(), "small");
    older.await(job, "encoding");
    worker.kill();
    older.kill();

    ReelwayProcess newer = api(BuildWithVp9InMp4.class, "newer", VP9_IN_MP4 + ", " + H264);
    worker(BuildWithVp9InMp4.class, "newer-worker");

    JsonNode done = newer.await(job, "done");
    assertThat(done.at("/result/strategy").asString()).isEqualTo(H264);
  }

  @Test
  void anOlderBuildShowsAndListsOutputsOfANewerBuild() throws Exception {
    ReelwayProcess newer = api(BuildWithVp9InMp4.class, "newer", VP9_IN_MP4 + ", " + H264);
    worker(BuildWithVp9InMp4.class, "newer-worker");
    String job = newer.submit(film(), "small");
    JsonNode made = newer.await(job, "done");
    ReelwayProcess older = api(ReelwayApplication.class, "older", H264);

    assertThat(made.at("/result/strategy").asString()).isEqualTo(VP9_IN_MP4);
    assertThat(older.poll(job).path("result")).isEqualTo(made.path("result"));
    assertThat(get(older, "/api/media/jobs").at("/items/0/result")).isEqualTo(made.path("result"));
  }

  private ReelwayProcess api(Class<?> build, String name, String strategies) throws Exception {
    Path presets = folder.resolve(name + ".yaml");
    Files.writeString(
        presets,
        """
        presets:
          - name: small
            maxWidth: 1280
            imageQuality: 60
            videoCrf: 40
            videoBitrateKbps: 900
            audioBitrateKbps: 64
            imageStrategies: [image-jpeg]
            videoStrategies: [%s]
        """
            .formatted(strategies));
    return start(build, name, "api", "reelway.presets=" + presets, "reelway.worker.heartbeat=3s");
  }

  private ReelwayProcess worker(Class<?> build, String name) throws Exception {
    return start(build, name, "worker");
  }

  private ReelwayProcess start(Class<?> build, String name, String role, String... settings)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("reelway.roles=" + role);
    all.add("reelway.engine=remote");
    all.add("reelway.temporal.address=" + temporal.address());
    all.add("reelway.store.directory=" + folder.resolve("store"));
    all.add("reelway.database.url=jdbc:sqlite:" + folder.resolve("shared.sqlite"));
    Path work = Files.createDirectories(folder.resolve(name));
    ReelwayProcess process =
        ReelwayProcess.startBuild(build, work, name, all.toArray(String[]::new));
    processes.add(process);
    return process;
  }

  private static JsonNode get(ReelwayProcess process, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(process.url(path)).build();
      return new JsonMapper()
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  /** A film long enough for a kill in mid-encode. */
  private Path film() throws Exception {
    return Tools.make(
        folder,
        "film.mp4",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=1280x720:r=30:d=15",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-crf",
            "15"));
  }
}
