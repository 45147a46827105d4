package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.RenditionProgress;
import io.reelway.job.RenditionProgress.Parts;
import io.reelway.job.Stage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process of an earlier version continues jobs of the present version. */
class RecordedBuildTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  private static final ObjectMapper JSON =
      JacksonJsonPayloadConverter.newDefaultObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @BeforeAll
  static void record() throws IOException {
    RecordedBuild.record();
  }

  static List<Path> builds() throws IOException {
    return RecordedBuild.all();
  }

  @Test
  void aRecordedBuildExists() throws IOException {
    assertThat(builds()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void replaysADoneJob(Path build) throws Exception {
    jobs.workflow.optimize(JOB);

    replay(build);
  }

  @ParameterizedTest
  @MethodSource("builds")
  void replaysAJobWhoseFirstStrategyFailed(Path build) throws Exception {
    jobs.stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_FAILED));
    jobs.workflow.optimize(JOB);

    replay(build);
  }

  @ParameterizedTest
  @MethodSource("builds")
  void replaysAJobWithSeveralRenditions(Path build) throws Exception {
    jobs.stages.planFurther("poster", "preview");
    jobs.workflow.optimize(JOB);

    replay(build);
  }

  @ParameterizedTest
  @MethodSource("builds")
  void readsARecordAndWritesItBackUnchanged(Path build) throws Exception {
    JobSnapshot end = jobs.workflow.optimize(JOB);
    String written = JSON.writeValueAsString(end);

    try (RecordedBuild old = RecordedBuild.open(build)) {
      Object read = JSON.readValue(written, old.twin(JobSnapshot.class));

      assertThat(read.getClass()).isNotEqualTo(JobSnapshot.class);
      assertThat(JSON.readTree(JSON.writeValueAsString(read))).isEqualTo(JSON.readTree(written));
    }
  }

  /**
   * An earlier build shows a divided job as one that is encoded whole. It cannot continue one: it
   * fails the workflow task, until a process of the present version takes it.
   */
  @ParameterizedTest
  @MethodSource("builds")
  void ignoresWhatItDoesNotKnowOfADividedJob(Path build) throws Exception {
    RenditionProgress divided =
        new RenditionProgress("main", 1, Stage.ENCODING, 2, false, new Parts(0.5, 7));
    JobState state = new JobState.Processing(Stage.ENCODING, 36.9, List.of(divided));
    JobSnapshot running = JobSnapshot.accepted(JOB).withState(state, JOB.createdAt());
    Progress part = Progress.of(40).ofRendition("main").ofShare(0.25);

    try (RecordedBuild old = RecordedBuild.open(build)) {
      assertThat(roundTrip(running, old)).contains("\"begun\":36.9").doesNotContain("parts");
      assertThat(roundTrip(part, old)).contains("\"percent\":40.0").doesNotContain("share");
      assertThat(roundTrip(FakePlan.PLAIN.divided().make(), old))
          .contains("video-webm-vp9")
          .doesNotContain("segmentLength");
    }
  }

  private static String roundTrip(Object value, RecordedBuild old) throws Exception {
    Object read = JSON.readValue(JSON.writeValueAsString(value), old.twin(value.getClass()));
    return JSON.writeValueAsString(read);
  }

  /** The negative test: an incompatible history must be detected. */
  @ParameterizedTest
  @MethodSource("builds")
  void detectsAnIncompatibleHistory(Path build) throws Exception {
    jobs.workflow.optimize(JOB);
    String history = jobs.history().toJson(false).replaceFirst("\"Probe\"", "\"Measure\"");

    assertThatThrownBy(() -> replay(build, history)).hasMessageContaining("NonDeterministic");
  }

  private void replay(Path build) throws Exception {
    replay(build, jobs.history().toJson(false));
  }

  private static void replay(Path build, String history) throws Exception {
    try (RecordedBuild old = RecordedBuild.open(build);
        TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(ReplayTest.TOLERANT)) {
      Worker worker = temporal.newWorker("recorded", ReplayTest.PATIENT);
      worker.registerWorkflowImplementationTypes(old.twin(MediaJobWorkflowImpl.class));
      WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history), worker);
    }
  }
}
