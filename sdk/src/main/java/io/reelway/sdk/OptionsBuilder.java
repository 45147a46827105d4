package io.reelway.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds options. Each method returns the builder itself. Not thread-safe. */
public final class OptionsBuilder {
  private static final String OUTPUTS = "outputs";

  private final Map<String, Object> members = new LinkedHashMap<>();

  OptionsBuilder(Map<String, Object> members) {
    this.members.putAll(members);
  }

  private OptionsBuilder put(String name, Object value) {
    members.put(name, Options.normal(value));
    return this;
  }

  /** One format, e.g. {@code webm}, or several that compete. */
  public OptionsBuilder format(String... formats) {
    return put("format", formats.length == 1 ? formats[0] : List.of(formats));
  }

  /** {@code h264}, {@code hevc}, {@code vp9} or {@code av1}. */
  public OptionsBuilder videoCodec(String codec) {
    return put("videoCodec", codec);
  }

  /** {@code aac}, {@code opus} or {@code mp3}. */
  public OptionsBuilder audioCodec(String codec) {
    return put("audioCodec", codec);
  }

  /** {@code keep}, {@code none} for a silent video, {@code only} for a file of the sound. */
  public OptionsBuilder audio(String choice) {
    return put("audio", choice);
  }

  /** Pixels as displayed; nothing is enlarged. */
  public OptionsBuilder width(int pixels) {
    return put("width", pixels);
  }

  /** Pixels as displayed; nothing is enlarged. */
  public OptionsBuilder height(int pixels) {
    return put("height", pixels);
  }

  /** {@code contain}, {@code cover} or {@code fill}, as CSS has them. */
  public OptionsBuilder fit(String fit) {
    return put("fit", fit);
  }

  /** Frames per second. */
  public OptionsBuilder maxFrameRate(double rate) {
    return put("maxFrameRate", rate);
  }

  /** Where the output begins in the source. */
  public OptionsBuilder start(Duration time) {
    return put("start", seconds(time));
  }

  /** The length of the output. */
  public OptionsBuilder duration(Duration length) {
    return put("duration", seconds(length));
  }

  /** The moment of the source that an {@link #image} shows. */
  public OptionsBuilder at(Duration time) {
    return put("at", seconds(time));
  }

  /** The length of the segments of {@link #hls}. */
  public OptionsBuilder segment(Duration length) {
    return put("segmentSec", seconds(length));
  }

  /** The heights in pixels of the sizes of {@link #hls}. */
  public OptionsBuilder renditions(int... heights) {
    return put(
        "renditions", Arrays.stream(heights).mapToObj(height -> Map.of("height", height)).toList());
  }

  /** The time from one image of a {@link #storyboard} to the next. */
  public OptionsBuilder interval(Duration time) {
    return put("intervalSec", seconds(time));
  }

  /** 1 to 100 on the scale of WebP; higher is better. */
  public OptionsBuilder quality(int quality) {
    return put("quality", quality);
  }

  /**
   * A quality to reach, instead of a number.
   *
   * @param metric {@code xpsnr} (dB) or {@code ssim} (0 to 1)
   * @param target the score to aim at
   */
  public OptionsBuilder quality(String metric, double target) {
    return put("quality", Map.of("metric", metric, "target", target));
  }

  /**
   * A quality to reach, instead of a number.
   *
   * @param metric {@code xpsnr} (dB) or {@code ssim} (0 to 1)
   * @param target the score to aim at
   * @param min the lowest score that is good enough
   */
  public OptionsBuilder quality(String metric, double target, double min) {
    return put("quality", Map.of("metric", metric, "target", target, "min", min));
  }

  /** The maximum size of the output. */
  public OptionsBuilder maxBytes(long bytes) {
    return put("maxBytes", bytes);
  }

  /**
   * {@code fast} for less processor time and more bytes, {@code thorough} for more time and fewer
   * bytes, or {@code balanced}.
   */
  public OptionsBuilder effort(String effort) {
    return put("effort", effort);
  }

  /** A further output: a still picture. */
  public OptionsBuilder image(String name, Options options) {
    return output(name, "image", options);
  }

  /** A further output: the sound. */
  public OptionsBuilder audio(String name, Options options) {
    return output(name, "audio", options);
  }

  /** A further output: a video. */
  public OptionsBuilder video(String name, Options options) {
    return output(name, "video", options);
  }

  /** A further output: a short, silent animation of a video. */
  public OptionsBuilder animation(String name, Options options) {
    return output(name, "animation", options);
  }

  /** A further output: a stream in several sizes (HLS), which plays from the server. */
  public OptionsBuilder hls(String name, Options options) {
    return output(name, "hls", options);
  }

  /** A further output: small images of a video in one file, and a WebVTT file that names them. */
  public OptionsBuilder storyboard(String name, Options options) {
    return output(name, "storyboard", options);
  }

  private OptionsBuilder output(String name, String type, Options options) {
    List<Object> all = new ArrayList<>();
    if (members.get(OUTPUTS) instanceof List<?> before) {
      all.addAll(before);
    }
    Map<String, Object> output = new LinkedHashMap<>(options.members);
    output.put("name", name);
    output.put("type", type);
    all.add(output);
    return put(OUTPUTS, all);
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano()).movePointLeft(9));
  }

  /** The options. */
  public Options build() {
    return members.isEmpty() ? Options.NONE : new Options(members);
  }
}
