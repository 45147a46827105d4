package io.reelway.api.engine;

import io.reelway.catalog.WorkMarks;
import io.reelway.stage.StageOptions;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks a job in the catalog while this process works on its file. A mark left by a dead process
 * counts as a lost worker of that job. Only the in-memory engine needs it, because it loses its
 * counts at a restart; other engines keep the count in the history of the workflow.
 */
public final class RunningStages extends WorkerInterceptorBase {
  /** The stages that read or decode the file. */
  private static final Set<String> STAGES = Set.of("Probe", "Encode");

  private static final Logger LOG = LoggerFactory.getLogger(RunningStages.class);

  private final WorkMarks marks;
  private final String processId;

  /**
   * @param processId unique for this run of this process
   */
  public RunningStages(WorkMarks marks, String processId) {
    this.marks = marks;
    this.processId = processId;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Marked(next);
  }

  private final class Marked extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityInfo info;

    Marked(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      info = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo begun = Objects.requireNonNull(info, "Initialized before");
      return STAGES.contains(begun.getActivityType())
          ? marked(begun.getWorkflowId(), input)
          : super.execute(input);
    }

    private ActivityOutput marked(String jobId, ActivityInput input) {
      attempt(() -> marks.begin(jobId, processId));
      boolean broken = false;
      try {
        return super.execute(input);
      } catch (ApplicationFailure failure) {
        broken = failure.getType().equals(StageOptions.WORKER_ERROR);
        throw failure;
      } finally {
        if (!broken) {
          attempt(() -> marks.end(jobId, processId));
        }
      }
    }
  }

  /** If the database is down, only the mark is missing. */
  private static void attempt(CatalogCall call) {
    try {
      call.run();
    } catch (IOException unreachable) {
      LOG.info("A running stage could not be marked, reason={}", unreachable.getMessage());
    }
  }

  @FunctionalInterface
  private interface CatalogCall {
    void run() throws IOException;
  }
}
