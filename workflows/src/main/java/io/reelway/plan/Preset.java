package io.reelway.plan;

import java.util.List;

/**
 * A named trade of size against quality, with the numbers that clients are shown.
 *
 * @param name its name in the API
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
    List<Strategy> imageStrategies,
    List<Strategy> videoStrategies) {
  public Preset {
    imageStrategies = List.copyOf(imageStrategies);
    videoStrategies = List.copyOf(videoStrategies);
  }
}
