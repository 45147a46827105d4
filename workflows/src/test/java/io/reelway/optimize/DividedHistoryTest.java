package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import io.reelway.job.JobState;
import io.temporal.api.history.v1.HistoryEvent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The history of a film is far from the limits at which the engine warns, or ends the job. */
class DividedHistoryTest {
  /** The most segments that a cut makes. */
  private static final int SEGMENTS = 600;

  /** The engine warns at this number of events, and ends the job at five times as many. */
  private static final int WARNED_EVENTS = 10_240;

  /** The engine warns at this number of bytes, and ends the job at five times as many. */
  private static final int WARNED_BYTES = 10 * 1024 * 1024;

  /** Scheduled, started and completed. */
  private static final int EVENTS_OF_A_WORKFLOW_TASK = 3;

  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @Test
  void theHistoryOfAFilmThatNeedsTwoStrategiesIsBelowTheLimitsAtWhichTheEngineWarns() {
    jobs.stages.divide();
    jobs.stages.parts.cutInto(DoubleStream.generate(() -> 12).limit(SEGMENTS).toArray());
    jobs.stages.parts.encodeInto(1000);

    assertThat(jobs.workflow.optimize(withLongLabels()).state()).isInstanceOf(JobState.Done.class);
    List<HistoryEvent> events = jobs.history().getEvents();
    int bytes = events.stream().mapToInt(HistoryEvent::getSerializedSize).sum();
    // On a real engine each part ends alone, so that each has a workflow task of its own.
    int slowly = events.size() + EVENTS_OF_A_WORKFLOW_TASK * SEGMENTS;
    assertThat(2 * slowly).isLessThan(WARNED_EVENTS);
    assertThat(2 * bytes).isLessThan(WARNED_BYTES);
  }

  /** A part needs no labels, no webhook and no warnings, which may be long. */
  @Test
  void partsDoNotRepeatWhatOnlyTheClientNeeds() {
    jobs.stages.divide();

    jobs.workflow.optimize(withLongLabels());

    assertThat(jobs.scheduled("EncodePart"))
        .allSatisfy(part -> assertThat(part.getInput().getSerializedSize()).isLessThan(3000));
  }

  private static AcceptedJob withLongLabels() {
    JobLabels labels = new JobLabels("e".repeat(128), "b", Map.of("key", "v".repeat(2000)));
    URI url = URI.create("https://example.org/" + "u".repeat(1000));
    return new AcceptedJob(
        JOB.id(),
        JOB.owner(),
        JOB.source(),
        JOB.preset(),
        JOB.createdAt(),
        new JobRequest("low-bandwidth", "f".repeat(64), url, labels),
        JOB.warnings());
  }
}
