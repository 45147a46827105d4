package io.reelway.api.observe;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees after a process has run an image, a video and a file of noise. */
class ObservedWorkerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern METRIC =
      Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)(?![a-z_(])(?:\\{([^}]*)})?");

  @TempDir private static Path work;
  private static List<String> jobs;
  private static String metrics = "";
  private static List<JsonNode> log;

  @BeforeAll
  static void workAndLook() throws Exception {
    try (ReelwayProcess reelway =
            ReelwayProcess.start(
                work,
                "observed",
                "reelway.engine=in-memory",
                "logging.structured.format.console=ecs");
        HttpClient client = HttpClient.newHttpClient()) {
      String image = reelway.submit(media("image/exif-orientation-6.jpg"), "web");
      String video = reelway.submit(media("video/h264-272p-10s-no-audio.mp4"), "web");
      String noise = reelway.submit(media("hostile/random-bytes.mp4"), "web");
      reelway.await(image, "done");
      reelway.await(video, "done");
      reelway.await(noise, "failed");
      jobs = List.of(image, video, noise);
      // The SDK reports its gauges every few seconds.
      for (int look = 0;
          look == 0 || (look < 60 && !metrics.contains("temporal_worker_task_slots_used"));
          look++) {
        TimeUnit.MILLISECONDS.sleep(500);
        metrics =
            client
                .send(
                    HttpRequest.newBuilder(reelway.url("/actuator/prometheus")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body();
      }
    }
    log =
        Files.readAllLines(work.resolve("observed.log")).stream()
            .filter(line -> line.startsWith("{"))
            .map(JSON::readTree)
            .toList();
  }

  @AfterAll
  static void forget() {
    jobs = List.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reelway_jobs_total{.*status=\"done\".*",
        "reelway_jobs_total{.*code=\"unsupported-type\".*status=\"failed\".*",
        "reelway_job_seconds_count{status=\"done\"}",
        "reelway_stage_seconds_count{outcome=\"ok\",stage=\"probe\"}",
        "reelway_stage_seconds_count{outcome=\"ok\",stage=\"encode\"}",
        "reelway_stage_seconds_count{outcome=\"unsupported-type\",stage=\"probe\"}",
        "reelway_queue_wait_seconds_count{queue=\"light\",stage=\"probe\"}",
        "reelway_queue_wait_seconds_count{queue=\"heavy\",stage=\"encode\"}",
        "reelway_program_seconds_count{outcome=\"ok\",program=\"ffmpeg\"}",
        "reelway_program_seconds_count{outcome=\"ok\",program=\"ffprobe\"}",
        "reelway_bytes_in_total{.*",
        "reelway_bytes_out_total{.*",
        "reelway_bytes_saved_total{.*",
        "reelway_encode_speed_count{.*strategy=\"video-.*",
        "temporal_worker_task_slots_available{.*task_queue=\"reelway-heavy\".*",
        "temporal_worker_task_slots_available{.*task_queue=\"reelway-light\".*"
      })
  void countsAndMeasures(String metric) {
    assertThat(metrics.lines().filter(line -> line.matches(metric.replace("{", "\\{") + " .*")))
        .isNotEmpty()
        .anySatisfy(line ->
            assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isPositive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reelway_jobs_unfinished", "temporal_worker_task_slots_used"})
  void showsRunningJobs(String gauge) {
    assertThat(metrics.lines()).anyMatch(line -> line.startsWith(gauge));
  }

  @Test
  void everyReelwayMeterHasAHelpText() {
    assertThat(metrics.lines().filter(line -> line.startsWith("# HELP reelway_")))
        .isNotEmpty()
        .allMatch(line -> line.matches("# HELP \\w+ \\S.*"));
  }

  @Test
  void aScrapeIsShort() {
    assertThat(metrics.lines()).hasSizeLessThan(1500);
  }

  @TestFactory
  Stream<DynamicTest> theDashboardQueriesOnlyExistingMetrics() throws IOException {
    Path dashboard =
        Path.of(System.getProperty("reelway.root"), "docker/grafana/dashboards/reelway.json");
    return JSON.readTree(Files.readString(dashboard)).findValuesAsString("expr").stream()
        .map(query -> DynamicTest.dynamicTest(query, () -> assertAnswered(query)));
  }

  /** Each metric of a query must have a line with the selected values and the grouping labels. */
  private static void assertAnswered(String query) {
    List<String> labels =
        all(BY, query).map(by -> by.group(1).split(", ")).flatMap(Stream::of).toList();
    List<MatchResult> asked = all(METRIC, BY.matcher(query).replaceAll("")).toList();

    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(metric ->
            assertThat(metrics.lines())
                .as(metric.group(1))
                .filteredOn(line -> line.matches(metric.group(1) + "[{ ].*"))
                .filteredOn(line -> line.contains(Objects.requireNonNullElse(metric.group(2), "")))
                .anyMatch(line -> labels.stream().allMatch(label -> hasLabel(line, label))));
  }

  private static Stream<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** Prometheus itself adds the labels of the scrape target. */
  private static boolean hasLabel(String line, String label) {
    return label.equals("instance") || line.contains(label + "=\"");
  }

  @Test
  void eachLogLineOfAJobNamesTheJobAndItsStage() {
    for (String job : jobs) {
      assertThat(log.stream().filter(line -> line.toString().contains(job)))
          .as("lines of job " + job)
          .isNotEmpty()
          .allSatisfy(line -> {
            assertThat(line.path("job").asString("")).isEqualTo(job);
            assertThat(line.path("stage").asString("")).isNotEmpty();
          });
    }
  }
}
