package io.reelway.job;

import java.util.List;

/**
 * The progress of one rendition of a running job.
 *
 * @param name the rendition's name
 * @param weight its share of the work, relative to those of the others; above 0
 * @param stage the stage that it is in
 * @param begun percent that was done when the stage began, 0 to 100; a repeated stage begins where
 *     the attempt before ended
 * @param ended whether it is made or has failed
 */
public record RenditionProgress(
    String name, double weight, Stage stage, double begun, boolean ended) {
  public RenditionProgress {
    if (weight <= 0) {
      throw new IllegalArgumentException("Rendition " + name + " has weight " + weight);
    }
  }

  /**
   * Percent that is done.
   *
   * @param running reports of the running stages of the job
   */
  double percent(List<Progress> running) {
    return running.stream()
        .filter(progress -> name.equals(progress.rendition()))
        .findFirst()
        .map(progress -> stage.percent(begun, progress))
        .orElse(begun);
  }
}
