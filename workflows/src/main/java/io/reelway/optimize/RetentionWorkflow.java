package io.reelway.optimize;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Erases jobs when their time is over. One workflow serves the whole installation and never ends:
 * one open workflow per kept job would mean hundreds of thousands.
 */
@WorkflowInterface
public interface RetentionWorkflow {
  /** The workflow id. */
  String ID = "reelway-retention";

  /**
   * Runs forever.
   *
   * @param since everything that was due before this time is erased; {@code null} if unknown
   */
  @WorkflowMethod
  void keepClean(@Nullable Instant since);
}
