package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.nio.file.Path;
import java.util.List;

/**
 * One encode of a video.
 *
 * @param probe what was measured of the source
 * @param attempt what is to be made
 * @param opening options under which ffmpeg may open the source
 * @param source the file
 * @param sourceBytes its size
 * @param output where the output goes
 * @param samples where frames are set aside for the comparison
 * @param threads threads that one encoder may use, at least 1
 */
public record VideoTask(
    Probe probe,
    Attempt attempt,
    List<String> opening,
    Path source,
    long sourceBytes,
    Path output,
    Samples samples,
    int threads) {
  public VideoTask {
    opening = List.copyOf(opening);
  }
}
