package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that run during the deployment of a new version continue with it. */
class ReplayTest {
  /** A long deadlock timeout: a busy machine must not count as a deadlock. */
  static final WorkerOptions PATIENT =
      WorkerOptions.newBuilder()
          .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
          .build();

  /** Like the program's converter, it ignores members that this version lacks. */
  static final TestEnvironmentOptions TOLERANT =
      TestEnvironmentOptions.newBuilder()
          .setWorkflowClientOptions(
              WorkflowClientOptions.newBuilder()
                  .setDataConverter(
                      DefaultDataConverter.newDefaultInstance()
                          .withPayloadConverterOverrides(
                              new JacksonJsonPayloadConverter(
                                  JacksonJsonPayloadConverter.newDefaultObjectMapper()
                                      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))))
                  .build())
          .build();

  static List<Path> histories() throws IOException {
    return SavedHistories.all();
  }

  @Test
  void aHistoryOfEachRecordedStoryExists() throws IOException {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void thisVersionReplaysHistoriesOfEarlierVersions(Path history) throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TOLERANT)) {
      Worker worker = temporal.newWorker(TaskQueues.JOBS, PATIENT);
      worker.registerWorkflowImplementationTypes(
          MediaJobWorkflowImpl.class, WebhookWorkflowImpl.class);

      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(history)), worker);
    }
  }

  @Test
  void anIncompatibleChangeIsDetected() throws IOException {
    Path history =
        histories().stream()
            .filter(file -> file.endsWith("walksFromProbeToRecord.json"))
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() ->
            WorkflowReplayer.replayWorkflowExecution(history.toFile(), WaitsBeforeItProbes.class))
        .hasMessageContaining("NonDeterministic");
  }

  /** The same workflow with an additional timer that recorded histories do not have. */
  public static final class WaitsBeforeItProbes implements MediaJobWorkflow {
    @Override
    public JobSnapshot optimize(AcceptedJob job) {
      Workflow.sleep(Duration.ofMinutes(1));
      Workflow.newActivityStub(ProbeStage.class, StageOptions.probe()).probe(job);
      return JobSnapshot.accepted(job);
    }

    @Override
    public void stop() {
      throw new IllegalStateException("Nobody asks");
    }

    @Override
    public void erase() {
      throw new IllegalStateException("Nobody asks");
    }
  }
}
