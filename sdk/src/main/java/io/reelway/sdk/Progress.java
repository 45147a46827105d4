package io.reelway.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The progress of a job.
 *
 * @param stage {@code waiting} (for a worker), {@code fetching}, {@code probing}, {@code encoding},
 *     {@code joining}, {@code uploading}, or another one of a newer server
 * @param percent 0 to 100; never falls
 * @param speed seconds of video per second, of all parts of a divided video together, if known
 * @param left remaining time, if known
 * @param ahead jobs that wait in front of a waiting job, if known
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
