package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncTest {
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
  void callsCanBeChained() {
    server
        .on("POST /api/media/jobs", json(202, Jobs.ACCEPTED))
        .on("GET " + Jobs.ROUTE, json(200, Jobs.done(1, "")));
    AsyncReelwayClient client = server.client().build().async();
    Job job =
        client
            .submitJob(
                Source.stream(new java.io.ByteArrayInputStream(new byte[1])),
                SubmitOptions.DEFAULTS)
            .thenCompose(accepted -> client.waitForJob(accepted.id(), Duration.ofMinutes(1)))
            .join();
    assertThat(job.isFinal()).isTrue();
  }

  @Test
  void failuresArriveUnwrapped() {
    server.on("GET /api/usage", json(401, problem("unauthorized")));
    CompletionException failure =
        catchThrowableOfType(
            CompletionException.class, () -> server.client().build().async().usage().join());
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            ReelwayException.class, it -> assertThat(it.code()).isEqualTo("unauthorized"));
  }

  @Test
  void cancellingEndsTheWait() throws InterruptedException {
    server.on("GET " + Jobs.ROUTE, json(200, Jobs.pending()));
    CountDownLatch resting = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ReelwayClient client =
        ReelwayClient.builder(server.uri())
            .pauses(duration -> {
              resting.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            })
            .build();
    CompletableFuture<Job> waiting = client.async().waitForJob(Jobs.ID, Duration.ofMinutes(5));
    assertThat(resting.await(10, TimeUnit.SECONDS)).isTrue();
    waiting.cancel(true);
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting).isCancelled();
  }
}
