package io.reelway.sdk;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of the server.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body; JSON, or nothing
 * @param waited time from the last byte of an uploaded file, or the start of the request, to the
 *     answer
 */
record Answer(int status, HttpHeaders headers, String body, Duration waited) {
  private static final Set<Integer> RETRIABLE = Set.of(408, 425, 429);

  /** Statuses above 500 that a retry does not change. */
  private static final Set<Integer> LASTING = Set.of(501, 505);

  /** Codes that mean a problem of the file, although their status means one of the server. */
  private static final Set<String> ABOUT_THE_FILE = Set.of("encode-timeout");

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The body of a success. */
  JsonObject json() {
    return JsonObject.parse(body)
        .orElseThrow(() ->
            ReelwayException.client(
                "unexpected-answer", "The answer is not JSON; is this a Reelway server?", null));
  }

  /** The {@code Retry-After} of the server. */
  Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds);
  }

  /** The error in the answer. */
  ReelwayException failure() {
    JsonObject problem = JsonObject.parse(body).orElse(new JsonObject(Map.of()));
    String code = problem.text("code").orElse("http-" + status);
    return new ReelwayException(
        code,
        status,
        !isOfFailedJob(problem) && isRetriable(status, code),
        problem.text("error").orElse("The server answered with status " + status + "."),
        problem.text("requestId").or(() -> headers.firstValue("X-Request-Id")).orElse(null),
        retryAfter().orElse(null),
        problem.text("pointer").orElse(null),
        null);
  }

  /** The retry would find the same job. */
  private static boolean isOfFailedJob(JsonObject problem) {
    return problem.text("jobStatus").filter("failed"::equals).isPresent();
  }

  private static boolean isRetriable(int status, String code) {
    return RETRIABLE.contains(status)
        || (status >= 500 && !LASTING.contains(status) && !ABOUT_THE_FILE.contains(code));
  }
}
