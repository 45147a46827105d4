package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reelway.media.Probe;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state a job is in. {@link Done} and {@link Failed} are final and never change again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobState.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = JobState.Processing.class, name = "processing"),
  @JsonSubTypes.Type(value = JobState.Done.class, name = "done"),
  @JsonSubTypes.Type(value = JobState.Failed.class, name = "failed")
})
public sealed interface JobState {

  /** The word used in JSON. */
  @JsonIgnore
  default String status() {
    return switch (this) {
      case Pending ignored -> "pending";
      case Processing ignored -> "processing";
      case Done ignored -> "done";
      case Failed ignored -> "failed";
    };
  }

  /** Whether the state is final. */
  @JsonIgnore
  default boolean isFinal() {
    return this instanceof Done || this instanceof Failed;
  }

  /** Accepted, no stage has begun. */
  record Pending() implements JobState {}

  /**
   * A stage runs, or waits for a retry.
   *
   * @param stage the stage that the job is in; while renditions are made, the one of the unfinished
   *     rendition that is the furthest behind
   * @param begun percent of the whole job that was done when the stage began, 0 to 100; a repeated
   *     stage begins where the attempt before ended
   * @param renditions progress of each rendition; empty before the job has a plan
   */
  record Processing(Stage stage, double begun, List<RenditionProgress> renditions)
      implements JobState {
    public Processing {
      renditions = renditions == null ? List.of() : List.copyOf(renditions);
    }

    /** A stage of the whole job. */
    public Processing(Stage stage, double begun) {
      this(stage, begun, List.of());
    }

    /**
     * Whether that many running stages cover all unfinished renditions. Between two stages there
     * are fewer: a rendition whose stage has just ended reports nothing, so the percentage is
     * unknown. While all parts of a divided rendition wait after the loss of their workers, none is
     * needed.
     *
     * @param stages number of stages that run or wait for a worker
     */
    public boolean isCoveredBy(int stages) {
      int needed = renditions.stream().mapToInt(RenditionProgress::stages).sum();
      return (stages > 0 || isDivided()) && stages >= needed;
    }

    /** Whether a rendition is encoded in parts at present. */
    @JsonIgnore
    public boolean isDivided() {
      return renditions.stream().anyMatch(one -> one.parts() != null);
    }

    /**
     * One report for each rendition that has any, or the reports themselves before there are
     * renditions.
     *
     * @param running reports of the running stages
     */
    public List<Progress> reports(List<Progress> running) {
      return renditions.isEmpty()
          ? running
          : renditions.stream().flatMap(one -> one.report(running).stream()).toList();
    }

    /**
     * Percent of the whole job. Never falls while the progress of the stages does not, nor from one
     * stage to the next.
     *
     * @param running reports of the running stages
     */
    public double percent(List<Progress> running) {
      if (renditions.isEmpty()) {
        return running.isEmpty() ? begun : stage.percent(begun, running.getFirst());
      }
      double whole = renditions.stream().mapToDouble(RenditionProgress::weight).sum();
      return renditions.stream()
          .mapToDouble(rendition -> rendition.weight() / whole * rendition.percent(running))
          .sum();
    }
  }

  /**
   * The artifacts are in the store.
   *
   * @param probe the probe of the source
   * @param artifacts the artifacts; the first one is the main artifact
   * @param link the URL of the main artifact, signed at the end of the job; {@code null} when the
   *     store is served by the API itself
   * @param failed further outputs that could not be made
   */
  record Done(
      Instant completedAt,
      Probe probe,
      List<Artifact> artifacts,
      @Nullable DownloadLink link,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FailedOutput> failed)
      implements JobState {
    public Done {
      artifacts = List.copyOf(artifacts);
      failed = List.copyOf(Objects.requireNonNullElse(failed, List.of()));
      if (artifacts.isEmpty()) {
        throw new IllegalArgumentException("A job that is done has an artifact");
      }
    }

    /** A job whose outputs were all made. */
    public Done(
        Instant completedAt, Probe probe, List<Artifact> artifacts, @Nullable DownloadLink link) {
      this(completedAt, probe, artifacts, link, List.of());
    }

    /** The main artifact. */
    public Artifact main() {
      return artifacts.getFirst();
    }

    /** The artifacts of the further outputs. */
    public List<Artifact> further() {
      return artifacts.subList(1, artifacts.size());
    }

    /** The artifact of that name. */
    public Optional<Artifact> find(String name) {
      return artifacts.stream().filter(artifact -> artifact.name().equals(name)).findFirst();
    }
  }

  /** The job has no output. */
  record Failed(Instant completedAt, JobError error) implements JobState {}
}
