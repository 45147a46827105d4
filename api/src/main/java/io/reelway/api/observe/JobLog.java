package io.reelway.api.observe;

import org.slf4j.MDC;

/**
 * Log lines about a job that are written outside of its stages: they name it, and what is done with
 * it, in the same fields as those of a stage.
 */
public final class JobLog {
  private JobLog() {}

  /**
   * Writes a line.
   *
   * @param stage what is done, e.g. {@code accept}
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
