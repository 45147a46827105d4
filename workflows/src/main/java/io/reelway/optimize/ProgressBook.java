package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.RenditionProgress;
import io.reelway.job.Stage;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a running job. Each stage that begins is written to the memo of the workflow,
 * where polls read it without a worker.
 */
final class ProgressBook {
  /** In the order of the plan; empty before there is one. */
  private final Map<String, RenditionProgress> renditions = new LinkedHashMap<>();

  private JobSnapshot snapshot;

  /** Percent of the whole job that is done, as far as stages that have ended tell. */
  private double reached;

  ProgressBook(AcceptedJob job) {
    snapshot = JobSnapshot.accepted(job);
  }

  JobSnapshot snapshot() {
    return snapshot;
  }

  /** Notes the source that has been fetched. */
  void source(AcceptedJob fetched) {
    snapshot = snapshot.withSource(fetched);
  }

  void warn(List<String> warnings) {
    snapshot = snapshot.withWarnings(warnings);
  }

  /** Notes how the job ended. */
  void end(JobSnapshot last) {
    snapshot = last;
  }

  /** A stage of the whole job begins. */
  void enter(Stage stage) {
    show(new JobState.Processing(stage, reached));
  }

  /** The present stage of the whole job has ended. */
  void leave() {
    if (snapshot.state() instanceof JobState.Processing running) {
      reached = running.percent(List.of(Progress.ALL));
    }
  }

  /**
   * The present stage of the whole job has lost its worker and runs again.
   *
   * @param lost the progress of the lost attempt
   */
  void retry(Progress lost) {
    if (lost.percent() > 0 && snapshot.state() instanceof JobState.Processing running) {
      reached = running.percent(List.of(lost));
      enter(running.stage());
    }
  }

  /** The renditions of a plan begin where the job is. */
  void open(Plan plan) {
    for (Rendition rendition : plan.renditions()) {
      renditions.put(
          rendition.name(),
          new RenditionProgress(
              rendition.name(), rendition.weight(), Stage.ENCODING, reached, /* ended= */ false));
    }
  }

  /** A stage of a rendition begins. */
  void enter(String rendition, Stage stage) {
    put(rendition, stage, of(rendition).begun(), /* ended= */ false);
    show();
  }

  /** Remembers how far a rendition came, so that no later stage of it begins with less. */
  void leave(String rendition, Progress progress) {
    RenditionProgress before = of(rendition);
    double percent = before.stage().percent(before.begun(), progress);
    put(rendition, before.stage(), percent, /* ended= */ false);
  }

  /**
   * The present stage of a rendition has lost its worker and runs again.
   *
   * @param lost the progress of the lost attempt
   */
  void retry(String rendition, Progress lost) {
    if (lost.percent() > 0) {
      leave(rendition, lost);
      show();
    }
  }

  /** A rendition is made, or will not be: it counts as done. */
  void end(String rendition) {
    double percent = Stage.UPLOADING.percent(of(rendition).begun(), Progress.ALL);
    put(rendition, Stage.UPLOADING, percent, /* ended= */ true);
    if (!renditions.values().stream().allMatch(RenditionProgress::ended)) {
      show();
    }
  }

  /** Whether no other rendition still has to be encoded, so that none needs the source. */
  boolean isLast(String rendition) {
    return renditions.values().stream()
        .allMatch(one -> one.name().equals(rendition) || one.stage().equals(Stage.UPLOADING));
  }

  private void put(String rendition, Stage stage, double begun, boolean ended) {
    renditions.put(
        rendition, new RenditionProgress(rendition, of(rendition).weight(), stage, begun, ended));
  }

  private RenditionProgress of(String rendition) {
    return Objects.requireNonNull(renditions.get(rendition), "A rendition of the plan");
  }

  /** The job is in the stage of the rendition that is the furthest behind. */
  private void show() {
    List<RenditionProgress> all = List.copyOf(renditions.values());
    Stage stage =
        all.stream()
            .filter(one -> !one.ended())
            .min(Comparator.comparingDouble(RenditionProgress::begun))
            .orElse(all.getFirst())
            .stage();
    JobState.Processing begun = new JobState.Processing(stage, reached, all);
    show(new JobState.Processing(stage, begun.percent(List.of()), all));
  }

  private void show(JobState.Processing state) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    snapshot = snapshot.withState(state, now);
    Workflow.upsertMemo(Map.of(MediaJobWorkflow.MEMO_SNAPSHOT, snapshot));
  }
}
