package io.reelway.strategy;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of the command line that makes an image, still or animated. The numbers were measured:
 * decision 0031.
 */
final class ImageArguments implements EncodeCommand.Part {
  private final ImageTask task;
  private final ImageInput input;
  private final ImageStrategy strategy;
  private final ImageFilters filters;

  ImageArguments(ImageTask task, ImageStrategy strategy) {
    this(task, strategy, new ImageFilters(task, strategy));
  }

  ImageArguments(ImageTask task, ImageStrategy strategy, ImageFilters filters) {
    this.task = task;
    this.input = task.input();
    this.strategy = strategy;
    this.filters = filters;
  }

  /**
   * Disables ffmpeg's rotation where the rotation is read from the file. ffmpeg would rotate the
   * image a second time, or not at all because of a broken tag beside the one with the orientation.
   */
  @Override
  public List<String> input() {
    List<String> words = new ArrayList<>();
    if (task.animation() == null) {
      words.addAll(List.of("-threads", "1"));
    }
    if (input.layers() != null || input.orientation() != null) {
      words.add("-noautorotate");
    }
    return words;
  }

  @Override
  public String graph() {
    return filters.graph();
  }

  @Override
  public List<String> reduction() {
    return strategy.reduction(task);
  }

  @Override
  public boolean hasAlpha() {
    return task.probe().picture().alpha() && !filters.separateAlpha();
  }

  @Override
  public List<String> output() {
    return output("[alpha]");
  }

  /**
   * The options of an output.
   *
   * @param alpha the pad of a separate transparency
   */
  List<String> output(String alpha) {
    List<String> words = new ArrayList<>();
    if (filters.separateAlpha()) {
      words.addAll(List.of("-map", alpha));
    }
    words.addAll(timing());
    words.addAll(strategy.options(task));
    return words;
  }

  /**
   * Sets a time base of milliseconds for animations. By default, the encoder uses one frame rate
   * and rounds the delays to it.
   */
  private List<String> timing() {
    return task.animation() == null
        ? List.of("-frames:v", "1")
        : List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000");
  }
}
