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
 * The state and progress of a running job. The start of each stage is written to the memo of the
 * workflow, where polls read it without a worker.
 */
final class ProgressBook {
  /** The progress of the renditions in the order of the plan; empty before there is a plan. */
  private final Map<String, RenditionProgress> renditions = new LinkedHashMap<>();

  private JobSnapshot snapshot;

  /** Percent of the whole job that is done, according to the stages that have ended. */
  private double reached;

  ProgressBook(AcceptedJob job) {
    snapshot = JobSnapshot.accepted(job);
  }

  JobSnapshot snapshot() {
    return snapshot;
  }

  /** Records the fetched source. */
  void source(AcceptedJob fetched) {
    snapshot = snapshot.withSource(fetched);
  }

  void warn(List<String> warnings) {
    snapshot = snapshot.withWarnings(warnings);
  }

  /** Records how the job ended. */
  void end(JobSnapshot last) {
    snapshot = last;
  }

  /** Records that a stage of the whole job begins. */
  void enter(Stage stage) {
    show(new JobState.Processing(stage, reached));
  }

  /** Records that the current stage of the whole job has ended. */
  void leave() {
    if (snapshot.state() instanceof JobState.Processing running) {
      reached = running.percent(List.of(Progress.ALL));
    }
  }

  /**
   * Records that the current stage of the whole job lost its worker and runs again.
   *
   * @param lost the progress of the lost attempt
   */
  void retry(Progress lost) {
    if (lost.percent() > 0 && snapshot.state() instanceof JobState.Processing running) {
      reached = running.percent(List.of(lost));
      enter(running.stage());
    }
  }

  /** Starts the renditions of a plan at the current percent of the job. */
  void open(Plan plan) {
    for (Rendition rendition : plan.renditions()) {
      renditions.put(
          rendition.name(),
          new RenditionProgress(
              rendition.name(), rendition.weight(), Stage.ENCODING, reached, /* ended= */ false));
    }
  }

  /** Records that a stage of a rendition begins. */
  void enter(String rendition, Stage stage) {
    put(rendition, stage, of(rendition).begun(), /* ended= */ false);
    show();
  }

  /**
   * Records the percent that a rendition has reached, so that no later stage of it begins with
   * less.
   */
  void leave(String rendition, Progress progress) {
    RenditionProgress before = of(rendition);
    double percent = before.stage().percent(before.begun(), progress);
    put(rendition, before.stage(), percent, /* ended= */ false);
  }

  /**
   * Records that the current stage of a rendition lost its worker and runs again.
   *
   * @param lost the progress of the lost attempt
   */
  void retry(String rendition, Progress lost) {
    if (lost.percent() > 0) {
      leave(rendition, lost);
      show();
    }
  }

  /**
   * Records how far a rendition is that is encoded in parts.
   *
   * @param done share of the stage that finished parts have done, 0 to 1
   * @param running number of parts that run or wait for a worker
   */
  void parts(String rendition, double done, int running) {
    RenditionProgress before = of(rendition);
    renditions.put(
        rendition,
        new RenditionProgress(
            rendition,
            before.weight(),
            before.stage(),
            before.begun(),
            /* ended= */ false,
            new RenditionProgress.Parts(done, running)));
    show();
  }

  /** Records that a rendition is finished or given up. It counts as done. */
  void end(String rendition) {
    double percent = Stage.UPLOADING.percent(of(rendition).begun(), Progress.ALL);
    put(rendition, Stage.UPLOADING, percent, /* ended= */ true);
    if (!renditions.values().stream().allMatch(RenditionProgress::ended)) {
      show();
    }
  }

  /** The other renditions that still have to be encoded, and so need the source. */
  List<String> othersToEncode(String rendition) {
    return renditions.values().stream()
        .filter(one -> !one.stage().equals(Stage.UPLOADING))
        .map(RenditionProgress::name)
        .filter(name -> !name.equals(rendition))
        .toList();
  }

  private void put(String rendition, Stage stage, double begun, boolean ended) {
    renditions.put(
        rendition, new RenditionProgress(rendition, of(rendition).weight(), stage, begun, ended));
  }

  private RenditionProgress of(String rendition) {
    return Objects.requireNonNull(renditions.get(rendition), "A rendition of the plan");
  }

  /** Shows the stage of the rendition that is furthest behind as the stage of the job. */
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
