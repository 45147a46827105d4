package io.reelway.sdk;

import java.util.List;

/**
 * A preset that jobs may name.
 *
 * @param name value for {@link SubmitOptions#preset}
 * @param maxWidth pixels; wider media is scaled down to it
 * @param imageQuality 0 to 100, higher is better
 * @param videoCrf constant rate factor, lower is better
 * @param videoBitrateKbps upper bound of a video's bit rate
 * @param audioBitrateKbps bit rate of its sound
 * @param imageStrategies strategies for images, e.g. {@code image-webp}; the first choice first
 * @param videoStrategies strategies for videos, e.g. {@code video-mp4-h264}; the first choice first
 * @param options what the preset says in the words of a request
 */
public record Preset(
    String name,
    int maxWidth,
    int imageQuality,
    int videoCrf,
    int videoBitrateKbps,
    int audioBitrateKbps,
    List<String> imageStrategies,
    List<String> videoStrategies,
    Options options) {
  /** The lists cannot be changed. */
  public Preset {
    imageStrategies = List.copyOf(imageStrategies);
    videoStrategies = List.copyOf(videoStrategies);
  }

  static Preset of(JsonObject json) {
    return new Preset(
        json.textOrEmpty("name"),
        json.smallInteger("maxWidth").orElse(0),
        json.smallInteger("imageQuality").orElse(0),
        json.smallInteger("videoCrf").orElse(0),
        json.smallInteger("videoBitrateKbps").orElse(0),
        json.smallInteger("audioBitrateKbps").orElse(0),
        json.texts("imageStrategies"),
        json.texts("videoStrategies"),
        json.object("options").map(Options::of).orElse(Options.NONE));
  }
}
