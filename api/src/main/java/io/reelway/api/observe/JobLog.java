package io.reelway.api.observe;

import org.slf4j.MDC;

/**
 * Writes log lines about a job outside of its stages, with the same fields as log lines of stages:
 * job and stage.
 */
public final class JobLog {
  private JobLog() {}

  /**
   * Writes a line.
   *
   * @param stage the action, e.g. {@code accept}
   */
  public static void about(String jobId, String stage, Runnable line) {
    MDC.put("job", jobId);
    MDC.put("stage", stage);
    try {
      line.run();
    } finally {
      MDC.remove("job");
      MDC.remove("stage");
    }
  }
}
