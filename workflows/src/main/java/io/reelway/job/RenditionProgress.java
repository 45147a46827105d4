package io.reelway.job;

import java.util.List;

/**
 * How far one rendition of a running job has come.
 *
 * @param name the rendition's name
 * @param weight its share of the work, relative to those of the others; above 0
 * @param stage the stage that it is in
 * @param begun percent that was done when the stage began, 0 to 100; a stage that has to be done
 *     again begins where its last try ended
 */
public record RenditionProgress(String name, double weight, Stage stage, double begun) {
  public RenditionProgress {
    if (weight <= 0) {
      throw new IllegalArgumentException("Rendition " + name + " has weight " + weight);
    }
  }

  /**
   * Percent that is done.
   *
   * @param running what the running stages of the job report
   */
  double percent(List<Progress> running) {
    return running.stream()
        .filter(progress -> name.equals(progress.rendition()))
        .findFirst()
        .map(progress -> stage.percent(begun, progress))
        .orElse(begun);
  }
}
