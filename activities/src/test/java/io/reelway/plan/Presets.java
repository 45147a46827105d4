package io.reelway.plan;

import io.reelway.spec.Preset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The presets of the HTTP contract, in its order, for tests. The program reads its own from YAML.
 */
public final class Presets {
  public static final Preset WEB =
      new Preset(
          "web",
          1400,
          82,
          24,
          2400,
          128,
          ids("image-webp", "image-avif", "image-jpeg"),
          ids("video-mp4-h264", "video-webm-vp9"));

  public static final Preset MOBILE =
      new Preset(
          "mobile",
          900,
          78,
          28,
          1200,
          96,
          ids("image-webp", "image-avif", "image-jpeg"),
          ids("video-mp4-h264", "video-webm-vp9"));

  public static final Preset LOW_BANDWIDTH =
      new Preset(
          "low-bandwidth",
          720,
          72,
          30,
          900,
          80,
          ids("image-avif", "image-webp", "image-jpeg"),
          ids("video-webm-vp9", "video-mp4-h264"));

  public static final List<Preset> ALL = List.of(MOBILE, WEB, LOW_BANDWIDTH);

  private Presets() {}

  /** {@link #WEB} with one strategy for videos. */
  public static Preset of(StrategyId video) {
    return new Preset(
        "one",
        WEB.maxWidth(),
        WEB.imageQuality(),
        WEB.videoCrf(),
        WEB.videoBitrateKbps(),
        WEB.audioBitrateKbps(),
        WEB.imageStrategies(),
        List.of(video));
  }

  /** The preset of exactly that name, or nothing. */
  public static Optional<Preset> named(String name) {
    return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }

  private static List<StrategyId> ids(String... names) {
    return Stream.of(names).map(StrategyId::new).toList();
  }
}
