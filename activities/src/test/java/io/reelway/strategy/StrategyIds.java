package io.reelway.strategy;

import io.reelway.plan.StrategyId;

/** The ids of the built-in strategies, for tests. */
public final class StrategyIds {
  public static final StrategyId IMAGE_WEBP = new ImageWebp().id();
  public static final StrategyId IMAGE_AVIF = new ImageAvif().id();
  public static final StrategyId IMAGE_JPEG = new ImageJpeg().id();
  public static final StrategyId IMAGE_PNG = new ImagePng().id();
  public static final StrategyId VIDEO_MP4_H264 = new VideoMp4H264().id();
  public static final StrategyId VIDEO_WEBM_VP9 = new VideoWebmVp9().id();
  public static final StrategyId VIDEO_MP4_AV1 = new VideoMp4Av1().id();
  public static final StrategyId VIDEO_WEBM_AV1 = new VideoWebmAv1().id();
  public static final StrategyId VIDEO_MP4_HEVC = new VideoMp4Hevc().id();
  public static final StrategyId ORIGINAL = new Original().id();

  private StrategyIds() {}
}
