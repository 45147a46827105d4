package io.reelway.api.engine;

/** Whether the engine has a job. */
public enum WorkflowStatus {
  /** Its workflow runs. */
  RUNNING,
  /** Its workflow has ended. */
  CLOSED,
  /** The engine never knew it or has forgotten it. */
  UNKNOWN
}
