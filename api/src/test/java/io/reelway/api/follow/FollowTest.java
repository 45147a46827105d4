package io.reelway.api.follow;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.api.follow.EventStream.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Section 7 of the contract: following a job by long polls, ETags and events. */
class FollowTest {
  /** Its encode takes some seconds on any machine, so that its progress can be read. */
  private static final Path LONG_CLIP = media("video/h264-432p-12.5fps-30s-road.mp4");

  private static final Path CLIP = media("video/h264-540p30-5s-flower.mp4");
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");

  @TempDir private static Path data;
  @TempDir private static Path idleData;
  private static RunningReelway reelway;

  /** A server whose worker has stopped, so that its jobs stay pending. */
  private static RunningReelway idle;

  private static String done;
  private static String pending;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data);
    idle = RunningReelway.start(idleData);
    idle.stopWorker();
    done = path(reelway.optimize(PHOTO, "web"));
    pending = path(idle.submit(PHOTO, "web").json());
  }

  @AfterAll
  static void stop() {
    reelway.close();
    idle.close();
  }

  @Test
  void streamsEveryChangeToTheFinalState() throws Exception {
    String job = path(reelway.submit(LONG_CLIP, "low-bandwidth").json());

    List<Event> events = EventStream.read(reelway, job + "/events");

    assertThat(statuses(events)).contains("processing").endsWith("done").doesNotContain("failed");
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    JsonNode last = events.getLast().data();
    Answer poll = reelway.get(job);
    assertThat(last).isEqualTo(poll.json());
    assertThat(poll.header("ETag")).isEqualTo("W/\"" + events.getLast().id() + "\"");
    assertThat(percents(events)).isSorted().hasSizeGreaterThan(2);
  }

  @Test
  void resumesAfterTheLastEventOfTheClient() throws Exception {
    String job = path(reelway.submit(CLIP, "mobile").json());
    List<Event> all = EventStream.read(reelway, job + "/events");

    List<Event> rest = EventStream.read(reelway, job + "/events", "Last-Event-ID", "pending-0");
    Answer nothing =
        reelway.get(job + "/events", "Last-Event-ID", all.getLast().id(), "Accept", "*/*");

    assertThat(rest).containsExactly(all.getLast());
    assertThat(nothing.status()).isEqualTo(204);
  }

  @Test
  void doesNotRepeatTheLastEventOfTheClient() throws Exception {
    String tag = idle.get(pending).header("ETag").replaceAll("W/|\"", "");
    EventsProbe probe = EventsProbe.open(idle, pending + "/events", "Last-Event-ID", tag);

    assertThat(probe.linesWithin(Duration.ofSeconds(2))).noneMatch(line -> line.startsWith("data"));
  }

  @Test
  void answersStreamsOfUnknownJobsWithTheCommonErrorShape() throws Exception {
    Answer answer =
        reelway.get(
            "/api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001/events",
            "Accept",
            "text/event-stream");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("code").asString()).isEqualTo("not-found");
  }

  @Test
  void aLongPollEndsWithEachPhase() throws Exception {
    String job = path(reelway.submit(CLIP, "web").json());
    List<String> phases = new ArrayList<>();
    String tag = "";

    for (String status = ""; !status.equals("done"); ) {
      Answer answer =
          tag.isEmpty()
              ? reelway.get(job + "?wait=60")
              : reelway.get(job + "?wait=60", "If-None-Match", tag);
      assertThat(answer.status()).isEqualTo(200);
      status = answer.json().get("status").asString();
      tag = answer.header("ETag");
      phases.add(tag.replaceAll("W/\"|-.*", ""));
    }

    assertThat(phases).doesNotHaveDuplicates().endsWith("done");
  }

  @ParameterizedTest
  @CsvSource({"?wait=1, '', ''", "'', Prefer, wait=1"})
  void aLongPollEndsWhenItsTimeIsUp(String query, String header, String value) throws Exception {
    Instant start = Instant.now();

    Answer answer =
        header.isEmpty() ? idle.get(pending + query) : idle.get(pending + query, header, value);

    assertThat(answer.json().get("status").asString()).isEqualTo("pending");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
  }

  @Test
  void aLongPollReturnsAtOnceWhenTheClientHasAnEarlierPhase() throws Exception {
    Instant start = Instant.now();

    Answer answer = idle.get(pending + "?wait=30", "If-None-Match", "\"probing-00\"");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aPollOfAFinalJobReturnsAtOnce() throws Exception {
    Instant start = Instant.now();

    assertThat(reelway.get(done + "?wait=30").status()).isEqualTo(200);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void refusesAWaitThatIsNotANumber() throws Exception {
    Answer answer = reelway.get(done + "?wait=long");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("invalid-input");
  }

  @Test
  void answersNotModifiedForTheCurrentVersion() throws Exception {
    String tag = reelway.get(done).header("ETag");

    Answer same = reelway.get(done, "If-None-Match", tag);
    Answer other = reelway.get(done, "If-None-Match", "\"done-0\"");

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bytes()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void suggestsTheNextPollUntilTheJobIsFinal() throws Exception {
    Answer answer = idle.get(pending);
    Answer same = idle.get(pending, "If-None-Match", answer.header("ETag"));

    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("Retry-After")).isEqualTo("1");
    assertThat(reelway.get(done).header("Retry-After")).isEmpty();
  }

  private static String path(JsonNode job) {
    return "/api/media/jobs/" + job.get("jobId").asString();
  }

  private static List<String> statuses(List<Event> events) {
    return events.stream().map(event -> event.data().get("status").asString()).toList();
  }

  private static List<Double> percents(List<Event> events) {
    return events.stream()
        .filter(event -> event.data().has("progress"))
        .map(event -> event.data().at("/progress/percent").asDouble())
        .toList();
  }
}
