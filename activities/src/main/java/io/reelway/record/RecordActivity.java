package io.reelway.record;

import io.reelway.failure.FailureMapper;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.stage.RecordStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link RecordStage}: records the end of the job and logs it. */
public final class RecordActivity implements RecordStage {
  private static final Logger LOG = LoggerFactory.getLogger(RecordActivity.class);

  private final JobRecorder recorder;

  public RecordActivity(JobRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void record(JobSnapshot snapshot) {
    if (FailureMapper.always(() -> recorder.record(snapshot))) {
      log(snapshot);
    } else {
      LOG.info("Job was deleted before its end");
    }
  }

  private static void log(JobSnapshot snapshot) {
    switch (snapshot.state()) {
      case JobState.Done done ->
          LOG.info(
              "Job is done, strategy={}, inputBytes={}, outputBytes={}, encodeMs={}",
              done.main().strategy().value(),
              snapshot.job().source().bytes(),
              done.main().bytes(),
              done.main().facts().encodeTime().toMillis());
      case JobState.Failed failed ->
          LOG.info(
              "Job has failed, code={}, message={}",
              failed.error().code(),
              failed.error().message());
      case JobState.Pending open -> throw notFinal(snapshot);
      case JobState.Processing open -> throw notFinal(snapshot);
    }
  }

  private static IllegalArgumentException notFinal(JobSnapshot snapshot) {
    return new IllegalArgumentException("Job " + snapshot.job().id() + " is not final");
  }
}
