package io.reelway.plan;

import java.util.Arrays;
import java.util.Optional;

/** A named rule for what to make of a source: a container with its codecs. */
public enum Strategy {
  IMAGE_WEBP("image-webp"),
  IMAGE_AVIF("image-avif"),
  IMAGE_JPEG("image-jpeg"),
  VIDEO_MP4_H264("video-mp4-h264"),
  VIDEO_WEBM_VP9("video-webm-vp9"),
  /** The source itself, without its metadata: no encoder made it smaller. */
  ORIGINAL("original");

  private final String id;

  Strategy(String id) {
    this.id = id;
  }

  /** Its name in the API, e.g. {@code video-webm-vp9}. */
  public String id() {
    return id;
  }

  /** The strategy of that name; nothing when only another build has it. */
  public static Optional<Strategy> of(StrategyId id) {
    return Arrays.stream(values()).filter(strategy -> strategy.id.equals(id.value())).findFirst();
  }

  /** Whether what it makes may be transparent. */
  public boolean keepsAlpha() {
    return this != IMAGE_JPEG && this != VIDEO_MP4_H264;
  }
}
