package io.reelway.sdk;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts of an output of the synchronous route. Sizes are bytes, widths pixels.
 *
 * @param kind {@code image} or {@code video}
 * @param preset the preset in use
 * @param strategy the strategy used, e.g. {@code image-webp}
 * @param inputBytes size of the source
 * @param outputBytes size of the output
 * @param savedBytes bytes saved
 * @param savedPercent bytes saved in percent of the source
 * @param inputDuration length of the source; empty for still images
 * @param outputDuration length of the output; empty for still images
 * @param inputWidth width of the source
 * @param outputWidth width of the output
 * @param totalJobs jobs the server has done so far; empty when the answer took the way over a job
 * @param totalBytesSaved bytes they saved; empty if {@code totalJobs} is empty
 * @param jobId the job that was waited for, when the server did not wait itself
 */
public record Optimized(
    String kind,
    String preset,
    String strategy,
    long inputBytes,
    long outputBytes,
    long savedBytes,
    double savedPercent,
    Optional<Duration> inputDuration,
    Optional<Duration> outputDuration,
    int inputWidth,
    int outputWidth,
    OptionalLong totalJobs,
    OptionalLong totalBytesSaved,
    Optional<String> jobId) {

  static Optimized of(HttpHeaders headers) {
    Measured measured = new Measured(headers);
    return new Optimized(
        measured.text("kind"),
        measured.text("preset"),
        measured.text("strategy"),
        measured.number("input-bytes").orElse(BigDecimal.ZERO).longValue(),
        measured.number("output-bytes").orElse(BigDecimal.ZERO).longValue(),
        measured.number("saved-bytes").orElse(BigDecimal.ZERO).longValue(),
        measured.number("saved-percent").orElse(BigDecimal.ZERO).doubleValue(),
        measured.number("input-duration").map(JsonObject::seconds),
        measured.number("output-duration").map(JsonObject::seconds),
        measured.number("input-width").orElse(BigDecimal.ZERO).intValue(),
        measured.number("output-width").orElse(BigDecimal.ZERO).intValue(),
        total(measured, "total-jobs"),
        total(measured, "total-bytes-saved"),
        Optional.empty());
  }

  private static OptionalLong total(Measured measured, String name) {
    return measured
        .number(name)
        .map(number -> OptionalLong.of(number.longValue()))
        .orElseGet(OptionalLong::empty);
  }

  static Optimized of(Job job) {
    JobResult result = job.resultOrThrow();
    return new Optimized(
        result.kind(),
        job.preset(),
        result.strategy(),
        job.inputBytes(),
        result.outputBytes(),
        result.savedBytes(),
        result.savedPercent(),
        result.inputDuration(),
        result.outputDuration(),
        result.inputWidth(),
        result.outputWidth(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(job.id()));
  }

  /** Reads the facts from the headers of the answer. */
  private record Measured(HttpHeaders headers) {
    String text(String name) {
      return headers.firstValue("x-pipelyn-" + name).orElse("");
    }

    Optional<BigDecimal> number(String name) {
      return Optional.of(text(name))
          .filter(text -> text.matches("-?\\d+(\\.\\d+)?"))
          .map(BigDecimal::new);
    }
  }
}
