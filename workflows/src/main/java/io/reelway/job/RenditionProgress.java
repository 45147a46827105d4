package io.reelway.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one rendition of a running job.
 *
 * @param name the rendition's name
 * @param weight its share of the work, relative to those of the others; above 0
 * @param stage the stage that it is in
 * @param begun percent that was done when the stage began, 0 to 100; a repeated stage begins where
 *     the attempt before ended
 * @param ended whether it is made or has failed
 * @param parts the parts that are encoded side by side; {@code null} while the rendition is made as
 *     a whole
 */
public record RenditionProgress(
    String name, double weight, Stage stage, double begun, boolean ended, @Nullable Parts parts) {
  public RenditionProgress {
    if (weight <= 0) {
      throw new IllegalArgumentException("Rendition " + name + " has weight " + weight);
    }
  }

  /** A rendition that is made as a whole. */
  public RenditionProgress(String name, double weight, Stage stage, double begun, boolean ended) {
    this(name, weight, stage, begun, ended, null);
  }

  /**
   * The parts of a divided rendition.
   *
   * @param done share of the stage that finished parts have done, 0 to 1
   * @param running number of parts that run or wait for a worker
   */
  public record Parts(double done, int running) {
    public Parts {
      // The sum of many shares may exceed 1 by an error of rounding.
      done = Math.clamp(done, 0, 1);
      if (running < 0) {
        throw new IllegalArgumentException(running + " parts cannot run");
      }
    }
  }

  /** The number of stages that run, or wait for a worker, while this rendition is made. */
  int stages() {
    return ended ? 0 : parts == null ? 1 : parts.running;
  }

  /**
   * Percent that is done.
   *
   * @param running reports of the running stages of the job
   */
  double percent(List<Progress> running) {
    return report(running).map(progress -> stage.percent(begun, progress)).orElse(begun);
  }

  /**
   * How far the stage of this rendition is; empty if nothing has been reported.
   *
   * @param running reports of the running stages of the job
   */
  Optional<Progress> report(List<Progress> running) {
    List<Progress> mine =
        running.stream().filter(progress -> name.equals(progress.rendition())).toList();
    return parts == null ? mine.stream().findFirst() : Optional.of(sum(parts, mine));
  }

  /** Adds up the parts. The parts that wait will run as fast as those that run now. */
  private Progress sum(Parts all, List<Progress> running) {
    double done = all.done;
    double sharePerSecond = 0;
    for (Progress part : running) {
      double share = Objects.requireNonNullElse(part.share(), 0.0);
      done += share * part.percent() / 100;
      if (part.etaSec() != null && part.etaSec() > 0) {
        sharePerSecond += share * (1 - part.percent() / 100) / part.etaSec();
      }
    }
    double speed =
        running.stream()
            .map(Progress::speed)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sum();
    return new Progress(
            100 * done,
            speed > 0 ? speed : null,
            sharePerSecond > 0 ? Math.max(0, 1 - done) / sharePerSecond : null)
        .ofRendition(name);
  }
}
