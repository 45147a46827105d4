package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.stage.UploadStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A job whose main rendition is made in the stage that probes its source. */
@Execution(ExecutionMode.CONCURRENT)
class EarlyEncodeTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @Test
  void makesASmallImageInTheStageThatProbesIt() {
    jobs.stages.encodeEarly();
    jobs.stages.encodeSmallOutputs();

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls).containsExactly("probe", "presign", "record done");
  }

  @Test
  void uploadsAnEarlyOutputThatTheProbeCouldNotStore() {
    jobs.stages.encodeEarly();

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls)
        .containsExactly("probe", "upload from reelway-host-b", "presign", "record done");
  }

  @Test
  void encodesAgainWhenTheHostOfAnEarlyOutputIsGone() {
    jobs.stages.encodeEarly();
    jobs.stages.script("upload", FakeStages.fail(UploadStage.SCRATCH_GONE));

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls)
        .containsExactly(
            "probe",
            "upload from reelway-host-b",
            "encode video-webm-vp9",
            "upload from reelway-host-b",
            "presign",
            "record done");
  }
}
