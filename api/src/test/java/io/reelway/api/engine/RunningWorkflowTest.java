package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.Progress;
import io.reelway.optimize.MediaJobWorkflow;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this build reads of a workflow that a later build runs. */
class RunningWorkflowTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;

  private final RunningWorkflow workflow = new RunningWorkflow(CONVERTER, new QueuePositions());

  @ParameterizedTest
  @ValueSource(strings = {"", "paused", "queued"})
  void aMemoThatCannotBeReadIsLeftOut(String status) {
    Map<String, Object> memo = Map.of("job", "of a later build", "state", Map.of("status", status));

    EngineView.Running view = workflow.view(described(payload(memo), payload(Progress.of(40))));

    assertThat(view.snapshot()).isNull();
    assertThat(view.stages()).containsExactly(Progress.of(40));
    assertThat(view.queued()).isNull();
  }

  @Test
  void aHeartbeatThatCannotBeReadShowsNoProgress() {
    EngineView.Running view =
        workflow.view(described(payload("another form"), payload("halfway through")));

    assertThat(view.stages()).containsExactly(Progress.NONE);
  }

  @Test
  void aWorkflowWithoutAMemoRuns() {
    assertThat(workflow.view(DescribeWorkflowExecutionResponse.getDefaultInstance()))
        .extracting(EngineView.Running::snapshot)
        .isNull();
  }

  private static Payload payload(Object value) {
    return CONVERTER.toPayload(value).orElseThrow();
  }

  private static DescribeWorkflowExecutionResponse described(Payload memo, Payload heartbeat) {
    return DescribeWorkflowExecutionResponse.newBuilder()
        .setWorkflowExecutionInfo(
            WorkflowExecutionInfo.newBuilder()
                .setMemo(Memo.newBuilder().putFields(MediaJobWorkflow.MEMO_SNAPSHOT, memo)))
        .addPendingActivities(
            PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Encode"))
                .setState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                .setHeartbeatDetails(Payloads.newBuilder().addPayloads(heartbeat)))
        .build();
  }
}
