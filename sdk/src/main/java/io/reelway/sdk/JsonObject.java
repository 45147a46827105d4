package io.reelway.sdk;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** A JSON object, read leniently: unknown members are ignored. */
record JsonObject(Map<String, Object> members) {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  /** The object; empty if the text is not a JSON object. */
  static Optional<JsonObject> parse(String json) {
    try {
      return of(JSON.std.anyFrom(json));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** Writes a map as a JSON object. */
  static String write(Map<String, ?> pairs) {
    return JSON.std.asString(pairs);
  }

  @SuppressWarnings("unchecked") // the parser makes maps with names as keys
  private static Optional<JsonObject> of(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of(new JsonObject((Map<String, Object>) map))
        : Optional.empty();
  }

  Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The text; empty if absent. */
  String textOrEmpty(String name) {
    return text(name).orElse("");
  }

  private Optional<BigDecimal> number(String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  OptionalLong integer(String name) {
    return number(name)
        .map(number -> OptionalLong.of(number.longValue()))
        .orElseGet(OptionalLong::empty);
  }

  /** The number; zero if absent. */
  long integerOrZero(String name) {
    return integer(name).orElse(0);
  }

  OptionalInt smallInteger(String name) {
    return number(name)
        .map(number -> OptionalInt.of(number.intValue()))
        .orElseGet(OptionalInt::empty);
  }

  OptionalDouble decimal(String name) {
    return number(name)
        .map(number -> OptionalDouble.of(number.doubleValue()))
        .orElseGet(OptionalDouble::empty);
  }

  /** A time in epoch milliseconds. */
  Optional<Instant> time(String name) {
    return number(name).map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }

  /** A duration in seconds. */
  Optional<Duration> seconds(String name) {
    return number(name).map(JsonObject::seconds);
  }

  static Duration seconds(BigDecimal seconds) {
    return Duration.ofNanos(seconds.multiply(NANOS).longValue());
  }

  Optional<URI> uri(String name) {
    return text(name).map(URI::create);
  }

  Optional<JsonObject> object(String name) {
    return of(members.get(name));
  }

  List<JsonObject> objects(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().flatMap(item -> of(item).stream()).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
