package io.reelway.strategy;

import io.reelway.plan.Excerpt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The part of the command line for the picture's encoder, and for the format of the output. */
record EncoderArguments(VideoStrategy strategy, VideoTask task) {
  /**
   * Encodes the picture: with a constant quality, or as the second pass for a mean bit rate.
   *
   * @param kbps cap of the bit rate in kbit/s; {@link VideoStrategy#UNCAPPED} for none
   */
  List<String> words(int kbps) {
    List<String> words = encoder();
    Integer target = task.settings().targetKbps();
    words.addAll(
        target == null ? strategy.quality(task.crf(), kbps) : strategy.rate(target, 2, passLog()));
    boolean whole = task.segment() == null;
    words.addAll(whole ? container() : List.of("-avoid_negative_ts", "disabled"));
    words.addAll(List.of("-f", whole ? strategy.format() : strategy.segmentFormat()));
    return words;
  }

  /** Measures the picture for a mean bit rate, and writes no output. */
  List<String> firstPass() {
    int target = Objects.requireNonNull(task.settings().targetKbps(), "a mean bit rate");
    List<String> words = encoder();
    words.addAll(strategy.rate(target, 1, passLog()));
    words.addAll(List.of("-f", "null", "-"));
    return words;
  }

  private List<String> encoder() {
    List<String> words = new ArrayList<>(List.of("-c:v", strategy.pictureEncoder()));
    words.addAll(strategy.options(task));
    return words;
  }

  /** It vanishes with the samples, which lie in the directory of the run. */
  private Path passLog() {
    return task.samples().file().resolveSibling("passes");
  }

  /**
   * The frames of an animation have no durations, so the last one gets its own from the plan. The
   * last frame of an excerpt ends with it.
   */
  private List<String> container() {
    boolean timeless = task.probe().demuxer().equals(AnimationFrames.FORMAT);
    Duration length = endsBefore() ? task.pictureEnd() : task.attempt().expectation().duration();
    return (timeless || endsBefore()) && length != null
        ? strategy.joined(length.toMillis() / 1000.0)
        : strategy.container(task);
  }

  /** Whether an excerpt ends before the picture of its source does. */
  private boolean endsBefore() {
    Excerpt excerpt = task.attempt().excerpt();
    Duration picture = task.probe().silentLength();
    if (excerpt == null || excerpt.duration() == null || picture == null) {
      return false;
    }
    double start = excerpt.start() == null ? 0 : excerpt.start();
    return start + excerpt.duration() <= picture.toMillis() / 1000.0;
  }
}
