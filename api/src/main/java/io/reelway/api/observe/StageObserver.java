package io.reelway.api.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelway.clock.EngineClock;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Measures every attempt of every stage, the engine's clock with it, and names job and stage in
 * each line that is logged during it. Stages themselves know nothing of it.
 */
public final class StageObserver extends WorkerInterceptorBase {
  private final MeterRegistry meters;
  private final JobMeters jobs;
  private final EngineClock clock;

  public StageObserver(MeterRegistry meters, EngineClock clock) {
    this.meters = meters;
    this.clock = clock;
    this.jobs = new JobMeters(meters);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Observed(next);
  }

  private final class Observed extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityInfo begun;

    Observed(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      begun = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo info = Objects.requireNonNull(begun, "Initialized before");
      String stage = info.getActivityType().toLowerCase(Locale.ROOT);
      clock.observe(info);
      waited(info, stage);
      long start = System.nanoTime();
      String outcome = "unknown";
      MDC.put("job", info.getWorkflowId());
      MDC.put("stage", stage);
      MDC.put("attempt", Integer.toString(info.getAttempt()));
      try {
        ActivityOutput output = super.execute(input);
        outcome = "ok";
        if (stage.equals("record") && input.getArguments()[0] instanceof JobSnapshot end) {
          jobs.ended(end);
        }
        return output;
      } catch (ApplicationFailure failure) {
        outcome = ErrorCode.ofFailureType(failure.getType()).code();
        throw failure;
      } catch (ActivityCompletionException stopped) {
        outcome = "stopped";
        throw stopped;
      } finally {
        MDC.remove("job");
        MDC.remove("stage");
        MDC.remove("attempt");
        Timer.builder("reelway.stage")
            .description("Attempts of stages")
            .tags("stage", stage, "outcome", outcome)
            .register(meters)
            .record(Duration.ofNanos(System.nanoTime() - start));
      }
    }

    private void waited(ActivityInfo info, String stage) {
      if (!info.isLocal()) {
        long millis = info.getStartedTimestamp() - info.getCurrentAttemptScheduledTimestamp();
        Timer.builder("reelway.queue.wait")
            .description("Time from when an attempt of a stage is due to its start")
            .tags("queue", queue(info), "stage", stage)
            .register(meters)
            .record(Duration.ofMillis(Math.max(0, millis)));
      }
      // Also 0: a graph of what has not happened yet shows a line, not a gap.
      Counter.builder("reelway.stage.retries")
          .description("Attempts of stages after the first")
          .tag("stage", stage)
          .register(meters)
          .increment(info.getAttempt() > 1 ? 1 : 0);
    }

    /** The queues of single hosts are counted as one. */
    private static String queue(ActivityInfo info) {
      String name = info.getActivityTaskQueue().replaceFirst("^reelway-", "");
      return name.startsWith("host-") ? "host" : name;
    }
  }
}
