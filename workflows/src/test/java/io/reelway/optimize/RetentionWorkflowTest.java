package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.stage.SweepStage;
import io.reelway.stage.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionWorkflowTest {
  @Test
  void continuesItsSweepAcrossContinueAsNew() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Sweeps sweeps = new Sweeps();
      Worker worker = temporal.newWorker(TaskQueues.JOBS);
      worker.registerWorkflowImplementationTypes(RetentionWorkflowImpl.class);
      worker.registerActivitiesImplementations(sweeps);
      temporal.start();

      WorkflowClient.start(
          temporal
                  .getWorkflowClient()
                  .newWorkflowStub(
                      RetentionWorkflow.class,
                      WorkflowOptions.newBuilder()
                          .setWorkflowId(RetentionWorkflow.ID)
                          .setTaskQueue(TaskQueues.JOBS)
                          .build())
              ::keepClean,
          null);
      temporal.sleep(Duration.ofHours(25));

      assertThat(sweeps.since).hasSizeGreaterThan(120);
      assertThat(sweeps.since.getFirst()).isEqualTo("unknown");
      assertThat(sweeps.since.subList(1, 121))
          .isEqualTo(
              java.util.stream.IntStream.rangeClosed(1, 120)
                  .mapToObj(second -> Instant.ofEpochSecond(second).toString())
                  .toList());
    }
  }

  private static final class Sweeps implements SweepStage {
    private final List<String> since = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Swept sweep(@Nullable Instant from) {
      since.add(Objects.toString(from, "unknown"));
      Instant until = from == null ? Instant.ofEpochSecond(1) : from.plusSeconds(1);
      return new Swept(until, Duration.ofMinutes(10));
    }
  }
}
