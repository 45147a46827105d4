package io.reelway.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a job is.
 *
 * @param stage {@code probing}, {@code encoding}, {@code uploading}, or one that a newer server has
 * @param percent 0 to 100; never falls
 * @param speed seconds of video per second, when known
 * @param left time to the end, when it can be told
 */
public record Progress(
    String stage, double percent, OptionalDouble speed, Optional<Duration> left) {
  static Progress of(JsonObject json) {
    return new Progress(
        json.textOrEmpty("stage"),
        json.decimal("percent").orElse(0),
        json.decimal("speed"),
        json.seconds("etaSec"));
  }
}
