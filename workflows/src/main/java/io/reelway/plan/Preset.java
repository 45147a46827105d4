package io.reelway.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A named trade of size against quality, with the numbers that clients are shown. A job carries the
 * whole preset that it was accepted with, so a later change of the presets does not reach it, and
 * no worker looks a preset up by its name.
 *
 * @param name its name in the API: 1 to 32 lower-case letters, digits and dashes
 * @param maxWidth widest output in pixels
 * @param imageQuality quality of still images, 1 to 100
 * @param videoCrf constant rate factor of the video encoders; lower is better
 * @param videoBitrateKbps cap of the video bit rate in kbit/s
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
   * Checks what no build will change. What an operator may choose is narrower, and is checked where
   * the file is read: a job of a later build, which may allow more, must stay readable.
   *
   * @throws IllegalArgumentException with a sentence that quotes the value
   */
  public Preset {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A preset is named by 1 to 32 lower-case letters, digits and dashes, not \""
              + name
              + "\"");
    }
    imageStrategies = List.copyOf(imageStrategies);
    videoStrategies = List.copyOf(videoStrategies);
    if (maxWidth < 1) {
      throw new IllegalArgumentException("Preset " + name + " has maxWidth " + maxWidth);
    }
  }

  /** Whether a preset may have that name. */
  public static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }
}
