package io.reelway.api.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.api.follow.EventStream;
import io.reelway.api.follow.EventStream.Event;
import io.reelway.outside.PostgresProcess;
import io.reelway.outside.S3Process;
import io.reelway.outside.TemporalProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A setup as behind a load balancer: a real Temporal server, a real S3 server, two API processes
 * and one worker. Each API process handles the jobs of the other.
 */
class BehindABalancerTest {
  private static final Path CLIP = RunningReelway.media("video/h264-480x360-audio-mono.mp4");
  private static final Path FILM = RunningReelway.media("video/h264-720p24-52s-sintel-trailer.mp4");

  @TempDir private static Path work;
  private static TemporalProcess temporal;
  private static S3Process s3;
  private static PostgresProcess database;
  private static final List<RunningReelway> PROCESSES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    temporal = TemporalProcess.start(work);
    s3 = S3Process.start(work);
    database = PostgresProcess.start(work);
    for (String role : List.of("api", "api", "worker")) {
      List<String> settings = new ArrayList<>(s3.properties());
      settings.add("reelway.engine=remote");
      settings.add("reelway.temporal.address=" + temporal.address());
      settings.add("reelway.roles=" + role);
      if (role.equals("api")) {
        settings.addAll(database.propertiesOver(database.port()));
      }
      PROCESSES.add(
          RunningReelway.start(
              work.resolve("process-" + PROCESSES.size()), settings.toArray(String[]::new)));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    PROCESSES.forEach(RunningReelway::close);
    if (database != null) {
      database.close();
    }
    if (s3 != null) {
      s3.close();
    }
    if (temporal != null) {
      temporal.close();
    }
  }

  private static RunningReelway one() {
    return PROCESSES.get(0);
  }

  private static RunningReelway other() {
    return PROCESSES.get(1);
  }

  @Test
  void streamsEventsOfAJobThatTheOtherProcessAccepted() throws Exception {
    String job = submit(CLIP, "mobile");

    List<Event> events = EventStream.read(other(), job + "/events");

    assertThat(events)
        .extracting(event -> event.data().get("status").asString())
        .contains("processing")
        .endsWith("done");
    assertThat(withoutLink(events.getLast().data())).isEqualTo(withoutLink(one().get(job).json()));
  }

  @Test
  void resumesAStreamThatTheOtherProcessBegan() throws Exception {
    String job = submit(CLIP, "mobile");
    List<Event> events = EventStream.read(other(), job + "/events");

    Answer rest = one().get(job + "/events", "Last-Event-ID", events.getLast().id());

    assertThat(rest.status()).isEqualTo(204);
  }

  @Test
  void endsLongPollsAndServesTheOutputOfTheOthersJob() throws Exception {
    String job = submit(CLIP, "mobile");

    JsonNode end = waitedFor(other(), job);

    assertThat(end.get("status").asString()).as(end.toString()).isEqualTo("done");
    Answer link = other().get(job + "/download");
    assertThat(link.status()).isEqualTo(307);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> output =
          client.send(
              HttpRequest.newBuilder(URI.create(link.header("Location"))).build(),
              BodyHandlers.ofByteArray());
      assertThat(output.body()).hasSize(end.at("/result/outputBytes").asInt());
    }
  }

  @Test
  void cancelsAJobOfTheOtherProcess() throws Exception {
    String job = encoding();

    assertThat(send("POST", job + "/cancel").status()).isEqualTo(202);

    assertThat(waitedFor(one(), job).at("/error/code").asString()).isEqualTo("cancelled");
    assertThat(send("POST", job + "/cancel").status()).isEqualTo(409);
  }

  @Test
  void erasesARunningJobOfTheOtherProcess() throws Exception {
    String job = encoding();

    assertThat(send("DELETE", job).status()).isEqualTo(204);

    assertThat(one().get(job).status()).isEqualTo(404);
    assertThat(one().get(job + "/events").status()).isEqualTo(404);
    assertThat(one().get("/api/media/jobs").toString()).doesNotContain(job.substring(16));
  }

  @Test
  void listsAndCountsTheSameJobs() throws Exception {
    String job = submit(CLIP, "web");
    waitedFor(other(), job);

    assertThat(ids(other())).isEqualTo(ids(one())).contains(job.substring(16));
    assertThat(other().get("/api/usage").json()).isEqualTo(one().get("/api/usage").json());
    assertThat(other().get("/api/usage").json().get("totalJobs").asInt()).isPositive();
  }

  private static List<String> ids(RunningReelway process) throws Exception {
    List<String> ids = new ArrayList<>();
    for (JsonNode item : process.get("/api/media/jobs").json().get("items")) {
      ids.add(item.get("jobId").asString());
    }
    return ids;
  }

  private static String submit(Path file, String preset) throws Exception {
    return one().submit(file, preset).header("Location");
  }

  private static Answer send(String method, String path) throws Exception {
    return other().send(other().request(path), method, BodyPublishers.noBody());
  }

  /** Starts a long job and waits until it is encoding. */
  private static String encoding() throws Exception {
    String job = submit(FILM, "low-bandwidth");
    for (int i = 0; i < 300; i++) {
      if (one().get(job).json().at("/progress/stage").asString("").equals("encoding")) {
        return job;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Not encoding: " + one().get(job));
  }

  /** The finished job, awaited by long polls. */
  private static JsonNode waitedFor(RunningReelway process, String job) throws Exception {
    for (int i = 0; i < 20; i++) {
      JsonNode body = process.get(job + "?wait=30").json();
      if (!Objects.requireNonNull(body.get("completedAt"), body::toString).isNull()) {
        return body;
      }
    }
    throw new AssertionError("No end: " + process.get(job));
  }

  /** Removes the link, which each answer signs anew. */
  private static JsonNode withoutLink(JsonNode job) {
    return ((ObjectNode) job).without("downloadUrl");
  }
}
