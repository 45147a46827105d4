package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.failure.Heartbeat;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.strategy.StrategyIds;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two attempts at one encode at the same time, as happens after missed heartbeats. */
class InFlightEncodesTest {
  private static final EncodeRequest REQUEST =
      Requests.encode("5c3a1b2e-0000-4000-8000-000000000001", StrategyIds.VIDEO_MP4_H264);
  private static final Encoded MADE = Requests.encoded("encoded-1", StrategyIds.VIDEO_MP4_H264);

  private final InFlightEncodes running = new InFlightEncodes();
  private final TestActivityEnvironment first = TestActivityEnvironment.newInstance();
  private final TestActivityEnvironment second = TestActivityEnvironment.newInstance();
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CompletableFuture<Encoded> end = new CompletableFuture<>();

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void theSecondAttemptReturnsTheOutputOfTheFirst() throws Exception {
    CompletableFuture<Encoded> one = attempt(first);
    working.await();
    CompletableFuture<Encoded> other = joined();
    end.complete(MADE);

    assertThat(one.get()).isEqualTo(MADE);
    assertThat(other.get()).isEqualTo(MADE);
    assertThat(begun).hasValue(1);
    assertThat(running.find(REQUEST)).isEmpty();
  }

  @Test
  void theSecondAttemptFailsWhenTheFirstFails() throws Exception {
    CompletableFuture<Encoded> one = attempt(first);
    working.await();
    CompletableFuture<Encoded> other = joined();
    end.completeExceptionally(new StageException(ErrorCode.ENCODE_TIMEOUT, "Too slow."));

    for (CompletableFuture<Encoded> attempt : List.of(one, other)) {
      assertThatThrownBy(attempt::get).hasStackTraceContaining("type='ENCODE_TIMEOUT'");
    }
    assertThat(begun).hasValue(1);
  }

  @Test
  void cancellingTheSecondAttemptStopsTheEncode() throws Exception {
    CompletableFuture<Encoded> one = attempt(first);
    working.await();
    second.requestCancelActivity();
    CompletableFuture<Encoded> other = attempt(second);

    assertThatThrownBy(other::get).hasCauseInstanceOf(CanceledFailure.class);
    assertThatThrownBy(one::get).hasCauseInstanceOf(ActivityFailure.class);
  }

  @Test
  void anAttemptAfterTheEndStartsANewEncode() throws Exception {
    end.complete(MADE);

    attempt(first).get();
    attempt(second).get();

    assertThat(begun).hasValue(2);
  }

  /** The second attempt, after it has reported the progress of the first. */
  private CompletableFuture<Encoded> joined() throws InterruptedException {
    CountDownLatch reported = new CountDownLatch(1);
    second.setActivityHeartbeatListener(
        Progress.class,
        beat -> {
          if (beat.percent() == 40) {
            reported.countDown();
          }
        });
    // Another rendition has ended since the first attempt.
    CompletableFuture<Encoded> attempt = attempt(second, Requests.beside(REQUEST, "poster"));
    assertThat(reported.await(20, TimeUnit.SECONDS)).isTrue();
    return attempt;
  }

  private CompletableFuture<Encoded> attempt(TestActivityEnvironment temporal) {
    return attempt(temporal, REQUEST);
  }

  private CompletableFuture<Encoded> attempt(
      TestActivityEnvironment temporal, EncodeRequest request) {
    temporal.registerActivitiesImplementations(
        (EncodeStage)
            asked ->
                Heartbeat.during(
                    heartbeat -> running.once(asked, Progress.NONE, heartbeat, this::work)));
    EncodeStage stage = temporal.newActivityStub(EncodeStage.class);
    return CompletableFuture.supplyAsync(() -> stage.encode(request), Thread::startVirtualThread);
  }

  /** Work that runs until the test ends it or its thread is interrupted. */
  private Encoded work(InFlightEncodes.Running mine) throws IOException, InterruptedException {
    begun.incrementAndGet();
    mine.report(Progress.of(40));
    working.countDown();
    try {
      return end.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IOException(failed);
    }
  }
}
