package io.reelway.spec;

import io.reelway.plan.Effort;
import io.reelway.plan.QualityTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options that are still being changed. */
final class OptionsDraft {
  List<String> format;
  @Nullable String videoCodec;
  @Nullable String audioCodec;
  @Nullable AudioChoice audio;
  @Nullable Integer width;
  @Nullable Integer height;
  @Nullable Fit fit;
  @Nullable Double maxFrameRate;
  @Nullable Double start;
  @Nullable Double duration;
  @Nullable Integer quality;
  @Nullable QualityTarget qualityTarget;
  @Nullable Long maxBytes;
  @Nullable Effort effort;
  List<OutputRequest> outputs;

  /** Begins with these options. */
  OptionsDraft(JobOptions options) {
    format = options.format();
    videoCodec = options.videoCodec();
    audioCodec = options.audioCodec();
    audio = options.audio();
    width = options.width();
    height = options.height();
    fit = options.fit();
    maxFrameRate = options.maxFrameRate();
    start = options.start();
    duration = options.duration();
    quality = options.quality();
    qualityTarget = options.qualityTarget();
    maxBytes = options.maxBytes();
    effort = options.effort();
    outputs = options.outputs();
  }

  boolean isSized() {
    return width != null || height != null;
  }

  JobOptions done() {
    return new JobOptions(
        format,
        videoCodec,
        audioCodec,
        audio,
        width,
        height,
        fit,
        maxFrameRate,
        start,
        duration,
        quality,
        qualityTarget,
        maxBytes,
        effort,
        outputs);
  }
}
