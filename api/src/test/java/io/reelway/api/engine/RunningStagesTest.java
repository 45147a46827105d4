package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.catalog.WorkMarks;
import io.reelway.stage.StageOptions;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.Header;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** The mark on a job while a process works on its file. */
class RunningStagesTest {
  private final Marks marks = new Marks();
  private final RunningStages stages = new RunningStages(marks, "process-1");

  @ParameterizedTest
  @ValueSource(strings = {"Probe", "Cut", "Encode", "EncodePart", "Join"})
  void marksAJobDuringAStageThatReadsItsFile(String type) {
    run(
        type,
        () -> {
          assertThat(marks.calls).containsExactly("begin job-1 process-1");
          return "";
        });

    assertThat(marks.calls).containsExactly("begin job-1 process-1", "end job-1 process-1");
  }

  @Test
  void marksNoJobDuringAnUpload() {
    run("Upload", () -> "");

    assertThat(marks.calls).isEmpty();
  }

  @Test
  void keepsTheMarkUntilTheLastPartThatRunsAtTheSameTimeHasEnded() {
    run(
        "EncodePart",
        () -> {
          run("EncodePart", () -> "");
          assertThat(marks.calls).containsExactly("begin job-1 process-1");
          return "";
        });

    assertThat(marks.calls).containsExactly("begin job-1 process-1", "end job-1 process-1");
  }

  @Test
  void leavesTheMarkOfAnError() {
    run(
        "EncodePart",
        () -> {
          throw ApplicationFailure.newFailure("out of memory", StageOptions.WORKER_ERROR);
        });

    assertThat(marks.calls).containsExactly("begin job-1 process-1");
  }

  private void run(String type, Supplier<Object> stage) {
    ActivityInfo info = Mockito.mock(ActivityInfo.class);
    Mockito.when(info.getActivityType()).thenReturn(type);
    Mockito.when(info.getWorkflowId()).thenReturn("job-1");
    ActivityExecutionContext context = Mockito.mock(ActivityExecutionContext.class);
    Mockito.when(context.getInfo()).thenReturn(info);
    ActivityInboundCallsInterceptor observed = stages.interceptActivity(new Stage(stage));
    observed.init(context);
    try {
      observed.execute(
          new ActivityInboundCallsInterceptor.ActivityInput(Header.empty(), new Object[0]));
    } catch (ApplicationFailure failure) {
      assertThat(failure.getType()).isEqualTo(StageOptions.WORKER_ERROR);
    }
  }

  private record Stage(Supplier<Object> work) implements ActivityInboundCallsInterceptor {
    @Override
    public void init(ActivityExecutionContext context) {}

    @Override
    public ActivityOutput execute(ActivityInput input) {
      return new ActivityOutput(work.get());
    }
  }

  private static final class Marks implements WorkMarks {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void begin(String jobId, String processId) {
      calls.add("begin " + jobId + " " + processId);
    }

    @Override
    public void end(String jobId, String processId) {
      calls.add("end " + jobId + " " + processId);
    }

    @Override
    public int workersLost(String jobId) {
      return 0;
    }
  }
}
