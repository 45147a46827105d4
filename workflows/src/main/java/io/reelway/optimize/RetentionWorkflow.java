package io.reelway.optimize;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Erases jobs when their time is over. One for the whole installation, which never ends: an open
 * workflow per kept job would be hundreds of thousands.
 */
@WorkflowInterface
public interface RetentionWorkflow {
  /** Its workflow id. */
  String ID = "reelway-retention";

  /**
   * Runs for ever.
   *
   * @param since everything that was due before is gone; {@code null}: not known
   */
  @WorkflowMethod
  void keepClean(@Nullable Instant since);
}
