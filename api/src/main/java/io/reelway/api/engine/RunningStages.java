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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks a job in the catalog while this process works on its file. A mark left by a dead process
 * counts as a lost worker of that job. Only the in-memory engine needs it, because it loses its
 * counts at a restart; other engines keep the count in the history of the workflow.
 */
public final class RunningStages extends WorkerInterceptorBase {
  /** The stages that read or decode the file, or what was made of it. */
  private static final Set<String> STAGES = Set.of("Probe", "Cut", "Encode", "EncodePart", "Join");

  private static final Logger LOG = LoggerFactory.getLogger(RunningStages.class);

  private final WorkMarks marks;
  private final String processId;

  /** The number of running stages of each job. A job has one mark, however many there are. */
  private final ConcurrentMap<String, Integer> running = new ConcurrentHashMap<>();

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
      begin(jobId);
      boolean broken = false;
      try {
        return super.execute(input);
      } catch (ApplicationFailure failure) {
        broken = failure.getType().equals(StageOptions.WORKER_ERROR);
        throw failure;
      } finally {
        end(jobId, broken);
      }
    }
  }

  private void begin(String jobId) {
    running.compute(
        jobId,
        (id, others) -> {
          if (others == null) {
            attempt(() -> marks.begin(jobId, processId));
          }
          return others == null ? 1 : others + 1;
        });
  }

  /** The last stage removes the mark, except when it ended with an {@link Error}. */
  private void end(String jobId, boolean broken) {
    running.compute(
        jobId,
        (id, all) -> {
          if (all != null && all > 1) {
            return all - 1;
          }
          if (!broken) {
            attempt(() -> marks.end(jobId, processId));
          }
          return null;
        });
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
