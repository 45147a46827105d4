package io.reelway.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of a job, as measured by the server. Sizes are bytes, widths and heights pixels as
 * displayed.
 *
 * @param kind {@code image}, {@code video} or {@code audio}
 * @param strategy the strategy used, e.g. {@code video-webm-vp9}; {@code original} if none made the
 *     file smaller
 * @param contentType media type of the output
 * @param filename file name of the output
 * @param outputBytes its size
 * @param savedBytes bytes saved compared with the source, never below zero
 * @param savedPercent the same in percent of the source, 0 to 100
 * @param inputDuration length of the source; empty for still images
 * @param outputDuration length of the output; empty for still images
 * @param inputWidth width of the source; 0 for sound
 * @param inputHeight height of the source
 * @param outputWidth width of the output; 0 for sound
 * @param outputHeight height of the output
 * @param sha256 checksum of the output, 64 hexadecimal digits
 * @param encodeTime how long all encodes took; of a divided video the sum over its parts
 * @param quality its measured quality; empty unless a target was set
 */
public record JobResult(
    String kind,
    String strategy,
    String contentType,
    String filename,
    long outputBytes,
    long savedBytes,
    double savedPercent,
    Optional<Duration> inputDuration,
    Optional<Duration> outputDuration,
    int inputWidth,
    OptionalInt inputHeight,
    int outputWidth,
    OptionalInt outputHeight,
    Optional<String> sha256,
    Optional<Duration> encodeTime,
    Optional<Quality> quality) {
  static JobResult of(JsonObject json) {
    return new JobResult(
        json.textOrEmpty("kind"),
        json.textOrEmpty("strategy"),
        json.textOrEmpty("contentType"),
        json.textOrEmpty("filename"),
        json.integerOrZero("outputBytes"),
        json.integerOrZero("savedBytes"),
        json.decimal("savedPercent").orElse(0),
        json.seconds("inputDurationSec"),
        json.seconds("outputDurationSec"),
        json.smallInteger("inputWidth").orElse(0),
        json.smallInteger("inputHeight"),
        json.smallInteger("outputWidth").orElse(0),
        json.smallInteger("outputHeight"),
        json.text("sha256"),
        json.seconds("encodeSec"),
        json.object("quality").map(Quality::of));
  }
}
