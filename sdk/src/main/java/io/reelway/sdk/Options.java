package io.reelway.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a job makes beyond its preset. What is left out follows the preset. The server checks the
 * values; a wrong one is {@code invalid-input}, and {@link ReelwayException#pointer} names it.
 *
 * <pre>{@code
 * Options.builder()
 *     .width(1280)
 *     .format("webm")
 *     .image("poster", Options.builder().at(Duration.ofSeconds(2)).width(320).build())
 *     .build()
 * }</pre>
 *
 * <p>Immutable. Members of a newer server are kept, so that {@link #json} shows them.
 */
public final class Options {
  /** Asks for nothing. */
  public static final Options NONE = new Options(Map.of());

  private static final String OUTPUTS = "outputs";

  private final Map<String, Object> members;

  private Options(Map<String, Object> members) {
    this.members = new TreeMap<>(members);
  }

  /** Begins with nothing. */
  public static Builder builder() {
    return new Builder(Map.of());
  }

  /** Begins with these options. */
  public Builder toBuilder() {
    return new Builder(members);
  }

  /**
   * Reads options from JSON.
   *
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  public static Options parse(String json) {
    return of(
        JsonObject.parse(json)
            .orElseThrow(() -> new IllegalArgumentException("The text is not a JSON object")));
  }

  static Options of(JsonObject json) {
    Map<String, Object> members = new LinkedHashMap<>();
    json.members().forEach((name, value) -> members.put(name, normal(value)));
    return new Options(members);
  }

  /** Numbers of equal value become equal. */
  private static Object normal(Object value) {
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
      return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Options::normal).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((name, member) -> copy.put(String.valueOf(name), normal(member)));
      return copy;
    }
    return value;
  }

  /** Whether they ask for nothing. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The options as a JSON object. */
  public String json() {
    return JsonObject.write(members);
  }

  private JsonObject read() {
    return new JsonObject(members);
  }

  /** The formats; empty if the preset decides. */
  public List<String> format() {
    return read().text("format").map(List::of).orElseGet(() -> read().texts("format"));
  }

  /** The codec of the picture of a video. */
  public Optional<String> videoCodec() {
    return read().text("videoCodec");
  }

  /** The codec of the sound. */
  public Optional<String> audioCodec() {
    return read().text("audioCodec");
  }

  /** {@code keep}, {@code none} or {@code only}. */
  public Optional<String> audio() {
    return read().text("audio");
  }

  /** Pixels. */
  public OptionalInt width() {
    return read().smallInteger("width");
  }

  /** Pixels. */
  public OptionalInt height() {
    return read().smallInteger("height");
  }

  /** {@code contain}, {@code cover} or {@code fill}. */
  public Optional<String> fit() {
    return read().text("fit");
  }

  /** Frames per second. */
  public OptionalDouble maxFrameRate() {
    return read().decimal("maxFrameRate");
  }

  /** Where the output begins in the source. */
  public Optional<Duration> start() {
    return read().seconds("start");
  }

  /** The length of the output. */
  public Optional<Duration> duration() {
    return read().seconds("duration");
  }

  /** The moment of an image; empty if the server chooses, or for other outputs. */
  public Optional<Duration> at() {
    return read().seconds("at");
  }

  /** 1 to 100; higher is better. Empty if there is a target instead. */
  public OptionalInt quality() {
    return read().smallInteger("quality");
  }

  /** The quality to reach; empty if there is a number instead. */
  public Optional<QualityTarget> qualityTarget() {
    return read().object("quality").map(QualityTarget::of);
  }

  /** The maximum size of the output. */
  public OptionalLong maxBytes() {
    return read().integer("maxBytes");
  }

  /** {@code fast}, {@code balanced} or {@code thorough}. */
  public Optional<String> effort() {
    return read().text("effort");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Options options && members.equals(options.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The JSON. */
  @Override
  public String toString() {
    return json();
  }

  /** Builds options. Each method returns the builder itself. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Builder(Map<String, Object> members) {
      this.members.putAll(members);
    }

    private Builder put(String name, Object value) {
      members.put(name, normal(value));
      return this;
    }

    /** One format, e.g. {@code webm}, or several that compete. */
    public Builder format(String... formats) {
      return put("format", formats.length == 1 ? formats[0] : List.of(formats));
    }

    /** {@code h264}, {@code hevc}, {@code vp9} or {@code av1}. */
    public Builder videoCodec(String codec) {
      return put("videoCodec", codec);
    }

    /** {@code aac}, {@code opus} or {@code mp3}. */
    public Builder audioCodec(String codec) {
      return put("audioCodec", codec);
    }

    /** {@code keep}, {@code none} for a silent video, {@code only} for a file of the sound. */
    public Builder audio(String choice) {
      return put("audio", choice);
    }

    /** Pixels as displayed; nothing is enlarged. */
    public Builder width(int pixels) {
      return put("width", pixels);
    }

    /** Pixels as displayed; nothing is enlarged. */
    public Builder height(int pixels) {
      return put("height", pixels);
    }

    /** {@code contain}, {@code cover} or {@code fill}, as CSS has them. */
    public Builder fit(String fit) {
      return put("fit", fit);
    }

    /** Frames per second. */
    public Builder maxFrameRate(double rate) {
      return put("maxFrameRate", rate);
    }

    /** Where the output begins in the source. */
    public Builder start(Duration time) {
      return put("start", seconds(time));
    }

    /** The length of the output. */
    public Builder duration(Duration length) {
      return put("duration", seconds(length));
    }

    /** The moment of the source that an {@link #image} shows. */
    public Builder at(Duration time) {
      return put("at", seconds(time));
    }

    /** The length of the segments of {@link #hls}. */
    public Builder segment(Duration length) {
      return put("segmentSec", seconds(length));
    }

    /** The heights in pixels of the sizes of {@link #hls}. */
    public Builder renditions(int... heights) {
      return put(
          "renditions",
          Arrays.stream(heights).mapToObj(height -> Map.of("height", height)).toList());
    }

    /** The time from one image of a {@link #storyboard} to the next. */
    public Builder interval(Duration time) {
      return put("intervalSec", seconds(time));
    }

    /** 1 to 100 on the scale of WebP; higher is better. */
    public Builder quality(int quality) {
      return put("quality", quality);
    }

    /**
     * A quality to reach, instead of a number.
     *
     * @param metric {@code xpsnr} (dB) or {@code ssim} (0 to 1)
     * @param target the score to aim at
     */
    public Builder quality(String metric, double target) {
      return put("quality", Map.of("metric", metric, "target", target));
    }

    /**
     * A quality to reach, instead of a number.
     *
     * @param metric {@code xpsnr} (dB) or {@code ssim} (0 to 1)
     * @param target the score to aim at
     * @param min the lowest score that is good enough
     */
    public Builder quality(String metric, double target, double min) {
      return put("quality", Map.of("metric", metric, "target", target, "min", min));
    }

    /** The maximum size of the output. */
    public Builder maxBytes(long bytes) {
      return put("maxBytes", bytes);
    }

    /**
     * {@code fast} for less processor time and more bytes, {@code thorough} for more time and fewer
     * bytes, or {@code balanced}.
     */
    public Builder effort(String effort) {
      return put("effort", effort);
    }

    /** A further output: a still picture. */
    public Builder image(String name, Options options) {
      return output(name, "image", options);
    }

    /** A further output: the sound. */
    public Builder audio(String name, Options options) {
      return output(name, "audio", options);
    }

    /** A further output: a video. */
    public Builder video(String name, Options options) {
      return output(name, "video", options);
    }

    /** A further output: a short, silent animation of a video. */
    public Builder animation(String name, Options options) {
      return output(name, "animation", options);
    }

    /** A further output: a stream in several sizes (HLS), which plays from the server. */
    public Builder hls(String name, Options options) {
      return output(name, "hls", options);
    }

    /** A further output: small images of a video in one file, and a WebVTT file that names them. */
    public Builder storyboard(String name, Options options) {
      return output(name, "storyboard", options);
    }

    private Builder output(String name, String type, Options options) {
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
      return members.isEmpty() ? NONE : new Options(members);
    }
  }
}
