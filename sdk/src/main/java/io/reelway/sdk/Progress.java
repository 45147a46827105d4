package io.reelway.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far a job is.
 *
 * @param stage {@code waiting} (for a worker), {@code fetching}, {@code probing}, {@code encoding},
 *     {@code uploading}, or one that a newer server has
 * @param percent 0 to 100; never falls
 * @param speed seconds of video per second, when known
 * @param left time to the end, when it can be told
 * @param ahead tasks in front of a job that waits, when their number is known
 */
public record Progress(
    String stage,
    double percent,
    OptionalDouble speed,
    Optional<Duration> left,
    OptionalInt ahead) {
  static Progress of(JsonObject json) {
    return new Progress(
        json.textOrEmpty("stage"),
        json.decimal("percent").orElse(0),
        json.decimal("speed"),
        json.seconds("etaSec"),
        json.smallInteger("ahead"));
  }
}
