package io.reelway.api.engine;

/** Whether the engine has a job. */
public enum WorkflowStatus {
  /** Its workflow runs. */
  RUNNING,
  /** Its workflow has ended. */
  CLOSED,
  /** The engine does not know it, or no longer. */
  UNKNOWN
}
