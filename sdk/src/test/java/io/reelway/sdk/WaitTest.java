package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.after;
import static io.reelway.sdk.FakeServer.Reply.hangUp;
import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.problem;
import static io.reelway.sdk.RetryTest.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitTest {
  private static final String POLL = "GET " + Jobs.ROUTE;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aShortJobIsSubmittedAndAwaitedInOneRequest() {
    server.on("POST /api/media/jobs", json(200, Jobs.done(1, "")));

    Job job = submitAndWait(Duration.ofMinutes(5));

    assertThat(job.state()).isInstanceOf(JobState.Done.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).header("Prefer")).isEqualTo("wait=60");
  }

  @Test
  void aLongJobIsPolledAfterItsSubmit() {
    server.on("POST /api/media/jobs", json(202, Jobs.ACCEPTED));
    server.on(POLL, json(200, Jobs.pending()), json(200, Jobs.done(1, "")));

    Job job = submitAndWait(Duration.ofMinutes(5));

    assertThat(job.state()).isInstanceOf(JobState.Done.class);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aSubmitThatIsAnsweredEarlyLeavesTheTimeForPolls() {
    server.on("POST /api/media/jobs", json(202, Jobs.ACCEPTED));
    server.on(
        POLL, json(200, Jobs.pending()), json(200, Jobs.pending()), json(200, Jobs.done(1, "")));

    Job job = submitAndWait(Duration.ofSeconds(30));

    assertThat(job.state()).isInstanceOf(JobState.Done.class);
  }

  @Test
  void theTimeThatTheSubmitWaitedCounts() {
    server.on("POST /api/media/jobs", after(Duration.ofSeconds(2), json(202, Jobs.ACCEPTED)));
    server.on(POLL, json(200, Jobs.pending()));

    ReelwayException failure = failureOf(() -> submitAndWait(Duration.ofMillis(1_500)));

    assertThat(failure.code()).isEqualTo("wait-timeout");
    assertThat(server.requests()).hasSize(2);
  }

  private Job submitAndWait(Duration timeout) {
    return server
        .client()
        .build()
        .submitAndWait(
            Source.stream(new ByteArrayInputStream(new byte[9])),
            SubmitOptions.DEFAULTS.filename("clip.mp4"),
            timeout);
  }

  @Test
  void requestsLongPolls() {
    server.on(POLL, json(200, Jobs.pending()), json(200, Jobs.done(1, "")));
    Job job = server.client().build().waitForJob(Jobs.ID, Duration.ofMinutes(1));
    assertThat(job.state()).isInstanceOf(JobState.Done.class);
    assertThat(server.requests()).hasSize(2).allMatch(it -> it.uri().matches(".*[?]wait=(30|29)"));
    assertThat(server.pauses()).isEmpty();
  }

  @Test
  void pollsAtGrowingIntervalsWithoutLongPolls() {
    server.on(
        POLL,
        json(200, Jobs.pending()),
        json(200, Jobs.pending()),
        json(200, Jobs.pending()),
        json(200, Jobs.pending()),
        json(200, Jobs.done(1, "")));
    server.client().build().waitForJob(Jobs.ID, Duration.ofMinutes(1));
    assertThat(server.pauses())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void returnsWhenTheServerReportsTheEnd() {
    server.on(
        POLL,
        json(200, Jobs.pending()),
        json(200, Jobs.pending(), "Retry-After", "3"),
        json(200, Jobs.done(1, "")));
    server.client().build().waitForJob(Jobs.ID, Duration.ofMinutes(1));
    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void reportsEveryChangeOnce() {
    server.on(
        POLL,
        json(200, Jobs.pending()),
        json(200, Jobs.processing("encoding", 10)),
        json(200, Jobs.processing("encoding", 10)),
        json(200, Jobs.processing("encoding", 60)),
        json(200, Jobs.done(1, "")));
    List<String> heard = new ArrayList<>();
    server
        .client()
        .build()
        .waitForJob(
            Jobs.ID,
            Duration.ofMinutes(1),
            job ->
                heard.add(
                    job.state().status()
                        + job.progress().map(it -> " " + it.percent()).orElse("")));
    assertThat(heard).containsExactly("pending", "processing 10.0", "processing 60.0", "done");
  }

  @Test
  void survivesARestartOfTheServer() {
    server.on(
        POLL,
        json(200, Jobs.pending()),
        hangUp(),
        hangUp(),
        hangUp(),
        json(503, problem("unavailable")),
        json(502, "<html>"),
        hangUp(),
        hangUp(),
        json(200, Jobs.done(1, "")));
    ReelwayClient client = server.client().retries(RetryPolicy.NONE).build();
    assertThat(client.waitForJob(Jobs.ID, Duration.ofMinutes(1)).isFinal()).isTrue();
  }

  @Test
  void timesOutAndSaysThatTheJobContinues() {
    server.on(POLL, json(200, Jobs.processing("encoding", 10)));
    ReelwayClient client = ReelwayClient.builder(server.uri()).retries(RetryPolicy.NONE).build();
    long begin = System.nanoTime();
    ReelwayException failure = failureOf(() -> client.waitForJob(Jobs.ID, Duration.ofMillis(700)));
    assertThat(failure.code()).isEqualTo("wait-timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(server.requests()).hasSizeLessThan(6);
  }

  @Test
  @Timeout(20)
  void aSilentServerDoesNotDelayTheTimeout() {
    server.on(POLL, after(Duration.ofSeconds(60), hangUp()));
    assertThat(timeUntilTimeout()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @Timeout(20)
  void aServerThatAsksForALongPauseDoesNotDelayTheTimeout() {
    server.on(POLL, json(503, problem("unavailable"), "Retry-After", "30"));
    assertThat(timeUntilTimeout()).isLessThan(Duration.ofSeconds(5));
  }

  private Duration timeUntilTimeout() {
    ReelwayClient client = ReelwayClient.of(server.uri());
    long begin = System.nanoTime();
    ReelwayException failure = failureOf(() -> client.waitForJob(Jobs.ID, Duration.ofSeconds(1)));
    assertThat(failure.code()).isEqualTo("wait-timeout");
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void aFailedJobIsFinalAndItsResultThrowsItsCode() {
    server.on(POLL, json(200, Jobs.failed("probe-failed")));
    Job job = server.client().build().waitForJob(Jobs.ID, Duration.ofMinutes(1));
    assertThat(job.state().status()).isEqualTo("failed");
    assertThat(failureOf(job::resultOrThrow).code()).isEqualTo("probe-failed");
  }

  @Test
  void anUnknownJobEndsTheWait() {
    server.on(POLL, json(404, problem("not-found")));
    assertThat(
            failureOf(() -> server.client().build().waitForJob(Jobs.ID, Duration.ofMinutes(1)))
                .code())
        .isEqualTo("not-found");
    assertThat(server.requests()).hasSize(1);
  }
}
