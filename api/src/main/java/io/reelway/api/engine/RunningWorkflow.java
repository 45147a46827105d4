package io.reelway.api.engine;

import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;
import io.reelway.log.ThrottledLog;
import io.reelway.optimize.MediaJobWorkflow;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of a job from the description of its running workflow. A later build may have
 * written parts of it in a form that this build cannot read; those parts are left out.
 */
final class RunningWorkflow {
  private static final Logger LOG = LoggerFactory.getLogger(RunningWorkflow.class);

  private final DataConverter converter;
  private final QueuePositions positions;
  private final ThrottledLog unreadable = new ThrottledLog();

  RunningWorkflow(DataConverter converter, QueuePositions positions) {
    this.converter = converter;
    this.positions = positions;
  }

  /**
   * The memo of the workflow and the heartbeats of its stages. The engine updates memo and stages
   * together, so they are consistent; a separate query would not be.
   */
  EngineView.Running view(DescribeWorkflowExecutionResponse described) {
    String id = described.getWorkflowExecutionInfo().getExecution().getWorkflowId();
    return new EngineView.Running(
        snapshot(described.getWorkflowExecutionInfo().getMemo(), id),
        progress(described, id),
        queued(described, id));
  }

  private @Nullable JobSnapshot snapshot(Memo memo, String id) {
    Payload payload = memo.getFieldsMap().get(MediaJobWorkflow.MEMO_SNAPSHOT);
    if (payload == null) {
      return null;
    }
    try {
      return converter.fromPayload(payload, JobSnapshot.class, JobSnapshot.class);
    } catch (DataConverterException later) {
      report("memo", id, later);
      return null;
    }
  }

  private List<Progress> progress(DescribeWorkflowExecutionResponse described, String id) {
    return described.getPendingActivitiesList().stream()
        .filter(stage -> !isSilentRejoin(stage))
        .map(stage -> progress(stage, id))
        .toList();
  }

  /** A rejoin without a heartbeat: its host has not answered, and 0 % would be a step back. */
  private static boolean isSilentRejoin(PendingActivityInfo stage) {
    return stage.getActivityType().getName().equals("Rejoin") && !stage.hasHeartbeatDetails();
  }

  private Progress progress(PendingActivityInfo stage, String id) {
    if (!stage.hasHeartbeatDetails()) {
      return Progress.NONE;
    }
    try {
      Progress progress =
          converter.fromPayloads(
              0, Optional.of(stage.getHeartbeatDetails()), Progress.class, Progress.class);
      return progress == null ? Progress.NONE : progress;
    } catch (DataConverterException later) {
      report("heartbeat", id, later);
      return Progress.NONE;
    }
  }

  /**
   * Set if activities are scheduled and no worker has started any of them. An activity that waits
   * for a retry counts too, because no worker runs it.
   */
  private EngineView.@Nullable Queued queued(
      DescribeWorkflowExecutionResponse described, String id) {
    boolean waits =
        described.getPendingActivitiesCount() > 0
            && described.getPendingActivitiesList().stream().allMatch(RunningWorkflow::isQueued);
    return waits ? new EngineView.Queued(positions.ahead(id)) : null;
  }

  private static boolean isQueued(PendingActivityInfo stage) {
    return switch (stage.getState()) {
      case PENDING_ACTIVITY_STATE_SCHEDULED, PENDING_ACTIVITY_STATE_PAUSED -> true;
      default -> false;
    };
  }

  private void report(String part, String id, DataConverterException reason) {
    if (unreadable.admit().isPresent()) {
      LOG.warn(
          "A part of a running workflow cannot be read, as another build may have written it,"
              + " part={}, job={}, reason={}",
          part,
          id,
          reason.getMessage());
    }
  }
}
