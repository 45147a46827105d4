package io.reelway.plan;

import static io.reelway.plan.Strategy.IMAGE_AVIF;
import static io.reelway.plan.Strategy.IMAGE_JPEG;
import static io.reelway.plan.Strategy.IMAGE_WEBP;
import static io.reelway.plan.Strategy.VIDEO_MP4_H264;
import static io.reelway.plan.Strategy.VIDEO_WEBM_VP9;

import java.util.List;
import java.util.Optional;

/** The table of presets, in the order in which clients see them. */
public final class Presets {
  public static final Preset WEB =
      new Preset(
          "web",
          1400,
          82,
          24,
          2400,
          128,
          List.of(IMAGE_WEBP, IMAGE_AVIF, IMAGE_JPEG),
          List.of(VIDEO_MP4_H264, VIDEO_WEBM_VP9));

  public static final Preset MOBILE =
      new Preset(
          "mobile",
          900,
          78,
          28,
          1200,
          96,
          List.of(IMAGE_WEBP, IMAGE_AVIF, IMAGE_JPEG),
          List.of(VIDEO_MP4_H264, VIDEO_WEBM_VP9));

  public static final Preset LOW_BANDWIDTH =
      new Preset(
          "low-bandwidth",
          720,
          72,
          30,
          900,
          80,
          List.of(IMAGE_AVIF, IMAGE_WEBP, IMAGE_JPEG),
          List.of(VIDEO_WEBM_VP9, VIDEO_MP4_H264));

  public static final List<Preset> ALL = List.of(MOBILE, WEB, LOW_BANDWIDTH);

  /** What a submit without a preset, or with an unknown one, gets. */
  public static final Preset DEFAULT = WEB;

  private Presets() {}

  /** The preset of exactly that name, or nothing. */
  public static Optional<Preset> named(String name) {
    return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }
}
