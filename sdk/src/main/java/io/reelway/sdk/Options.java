package io.reelway.sdk;

import java.math.BigDecimal;
import java.time.Duration;
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

  final Map<String, Object> members;

  Options(Map<String, Object> members) {
    this.members = new TreeMap<>(members);
  }

  /** Begins with nothing. */
  public static OptionsBuilder builder() {
    return new OptionsBuilder(Map.of());
  }

  /** Begins with these options. */
  public OptionsBuilder toBuilder() {
    return new OptionsBuilder(members);
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
  static Object normal(Object value) {
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
}
