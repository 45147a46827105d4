package io.reelway.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A named compromise between size and quality, with the numbers that clients see. A job carries the
 * whole preset it was accepted with, so later changes of the presets do not affect it, and no
 * worker looks a preset up by name.
 *
 * @param name its name in the API: 1 to 32 lower-case letters, digits and dashes
 * @param maxWidth maximum width of the output in pixels
 * @param imageQuality quality of still images, 1 to 100
 * @param videoCrf constant rate factor of the video encoders; lower is better
 * @param videoBitrateKbps maximum video bit rate in kbit/s
 * @param audioBitrateKbps audio bit rate in kbit/s
 * @param imageStrategies the strategies for images, the first choice first
 * @param videoStrategies the strategies for videos, the first choice first
 */
public record Preset(
    String name,
    int maxWidth,
    int imageQuality,
    int videoCrf,
    int videoBitrateKbps,
    int audioBitrateKbps,
    List<StrategyId> imageStrategies,
    List<StrategyId> videoStrategies) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * Checks rules that no build will change. The narrower rules for operators are checked when the
   * file is read, because a job of a later build, which may allow more, must stay readable.
   *
   * @throws IllegalArgumentException with a sentence that quotes the value
   */
  public Preset {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "The name of a preset must be 1 to 32 lower-case letters, digits and dashes, not \""
              + name
              + "\"");
    }
    imageStrategies = List.copyOf(imageStrategies);
    videoStrategies = List.copyOf(videoStrategies);
    if (maxWidth < 1) {
      throw new IllegalArgumentException("Preset " + name + " has maxWidth " + maxWidth);
    }
  }

  /** Whether the name is valid for a preset. */
  public static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }
}
