package io.reelway.failure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelway.job.ErrorCode;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an engine treats stage failures: the number of attempts and the final error. */
class FailureMapperTest {
  private static final String QUEUE = "stages";

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aStageWhoseProgramWasKilledIsRetried() {
    String end =
        run(() -> {
          if (attempts.get() < 3) {
            throw new ToolKilledException("ffmpeg", 137);
          }
          return "done";
        });

    assertThat(end).isEqualTo("done");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aProgramThatIsKilledEveryTimeFailsTheJobWithTheReason() {
    ApplicationFailure last =
        failure(() -> {
          throw new ToolKilledException("ffmpeg", 137);
        });

    assertThat(attempts).hasValue(5);
    assertThat(last.getType()).isEqualTo(ErrorCode.UNKNOWN.name());
    assertThat(last.getOriginalMessage())
        .startsWith("The program that reads the file was killed on the server");
  }

  @Test
  void aStoreFailureIsRetriedMoreOften() {
    String end =
        run(() -> {
          if (attempts.get() <= 20) {
            throw new IOException("No answer");
          }
          return "done";
        });

    assertThat(end).isEqualTo("done");
  }

  @Test
  void aProgramThatIsKilledOnceAfterALongOutageOfTheStoreDoesNotFailTheJob() {
    String end =
        run(() -> {
          if (attempts.get() <= 6) {
            throw new IOException("No answer");
          }
          if (attempts.get() == 7) {
            throw new ToolKilledException("ffmpeg", 137);
          }
          return "done";
        });

    assertThat(end).isEqualTo("done");
  }

  @Test
  void aFailureThatBlamesTheFileIsFinal() {
    ApplicationFailure last =
        failure(() -> {
          throw new StageException(ErrorCode.PROBE_FAILED, "As the test says.");
        });

    assertThat(attempts).hasValue(1);
    assertThat(last.getType()).isEqualTo(ErrorCode.PROBE_FAILED.name());
  }

  private ApplicationFailure failure(TimeLimit.Work<String> body) {
    WorkflowFailedException end =
        catchThrowableOfType(WorkflowFailedException.class, () -> run(body));
    return (ApplicationFailure) requireNonNull(requireNonNull(end.getCause()).getCause());
  }

  /** Runs a stage on the engine and counts the attempts. */
  private String run(TimeLimit.Work<String> body) {
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(OneStage.class);
    worker.registerActivitiesImplementations(
        (TestedStage)
            () -> {
              attempts.incrementAndGet();
              return FailureMapper.of(body);
            });
    temporal.start();
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(TestedJob.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .run();
  }

  /** A stage whose body the test provides. */
  @ActivityInterface
  public interface TestedStage {
    String stage();
  }

  /** A job with that stage. */
  @WorkflowInterface
  public interface TestedJob {
    @WorkflowMethod
    String run();
  }

  /** A job of one stage. The failures decide the number of attempts. */
  public static final class OneStage implements TestedJob {
    private final TestedStage stage =
        Workflow.newActivityStub(
            TestedStage.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public String run() {
      return stage.stage();
    }
  }
}
