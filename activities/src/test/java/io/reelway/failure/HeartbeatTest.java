package io.reelway.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.stage.StageOptions;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress never falls, over all attempts and failures. */
class HeartbeatTest {
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<Double> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void neverFallsBelowTheProgressOfAnEarlierAttempt() {
    temporal.setHeartbeatDetails(Progress.of(40));
    temporal.setActivityHeartbeatListener(
        Progress.class, progress -> heard.add(progress.percent()));

    stage(
            heartbeat -> {
              heartbeat.report(Progress.of(3));
              TimeUnit.MILLISECONDS.sleep(1500);
              heartbeat.report(Progress.of(70));
              heartbeat.report(Progress.of(60));
              TimeUnit.MILLISECONDS.sleep(1500);
              return "done";
            })
        .run();

    assertThat(heard).isSorted().startsWith(40.0).endsWith(70.0);
  }

  @Test
  @Timeout(30)
  void aStageWhoseHeartbeatHangsDoesNotHoldUpThoseOfOthers() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TestActivityEnvironment slow = TestActivityEnvironment.newInstance();
    slow.setActivityHeartbeatListener(
        Progress.class,
        progress -> {
          hanging.countDown();
          awaitQuietly(goOn);
        });
    slow.registerActivitiesImplementations(
        (TestedStage)
            () ->
                Heartbeat.during(heartbeat -> {
                  goOn.await();
                  return "done";
                }));
    temporal.setActivityHeartbeatListener(
        Progress.class, progress -> heard.add(progress.percent()));
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<String> hangs = other.submit(slow.newActivityStub(TestedStage.class)::run);
      hanging.await();

      stage(
              heartbeat -> {
                TimeUnit.MILLISECONDS.sleep(2500);
                return "done";
              })
          .run();

      assertThat(heard).isNotEmpty();
      goOn.countDown();
      assertThat(hangs.get()).isEqualTo("done");
    }
    slow.close();
  }

  @Test
  void aFailureCarriesTheProgressOfTheStage() {
    TestedStage stage =
        stage(heartbeat -> {
          heartbeat.report(Progress.of(60));
          throw new StageException(ErrorCode.ENCODE_FAILED, "As the test says.");
        });

    assertThatThrownBy(stage::run)
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getDetails().get(Progress.class)).isEqualTo(Progress.of(60)));
  }

  @Test
  void aCancellationInterruptsAWaitingStage() {
    CountDownLatch never = new CountDownLatch(1);
    TestedStage stage =
        stage(heartbeat -> {
          never.await();
          return "not stopped";
        });
    temporal.requestCancelActivity();

    assertThatThrownBy(stage::run).isInstanceOf(CanceledFailure.class);
  }

  @Test
  void aCancelledStageLeavesNoInterruptBehind() {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    temporal.registerActivitiesImplementations(
        (TestedStage)
            () -> {
              try {
                return Heartbeat.during(heartbeat -> {
                  new CountDownLatch(1).await();
                  return "not stopped";
                });
              } finally {
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    temporal.requestCancelActivity();

    assertThatThrownBy(temporal.newActivityStub(TestedStage.class)::run)
        .isInstanceOf(CanceledFailure.class);
    assertThat(interrupted).isFalse();
  }

  /** The engine's own retry policy would run the stage 400 times. */
  @ParameterizedTest
  @ValueSource(
      classes = {OutOfMemoryError.class, StackOverflowError.class, NoClassDefFoundError.class})
  void theWorkflowCountsErrors(Class<? extends Error> type) throws Exception {
    Error error = type.getConstructor().newInstance();
    TestedStage stage =
        stage(heartbeat -> {
          throw error;
        });

    assertThatThrownBy(stage::run)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(StageOptions.WORKER_ERROR);
              assertThat(failure.isNonRetryable()).isTrue();
            });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TestedStage stage(Heartbeat.Body<String> body) {
    temporal.registerActivitiesImplementations((TestedStage) () -> Heartbeat.during(body));
    return temporal.newActivityStub(TestedStage.class);
  }

  /** A stage whose body the test provides. */
  @ActivityInterface
  public interface TestedStage {
    String run();
  }
}
