package io.reelway.api.follow;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * How long a poll may wait for a change, according to the request: {@code ?wait=30} or RFC 7240.
 */
final class WaitPreference {
  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern PREFERENCE =
      Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");

  private WaitPreference() {}

  /** The requested time, a minute at most; empty if the client does not wait. */
  static Optional<Duration> of(ServerHttpRequest request) {
    String parameter = request.getQueryParams().getFirst("wait");
    return (parameter == null ? preferred(request) : asked(parameter))
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .filter(Duration::isPositive);
  }

  private static Optional<Duration> asked(String parameter) {
    if (!SECONDS.matcher(parameter).matches()) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT, "wait must be a number of seconds from 0 to 60.");
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(parameter)));
  }

  /** Ignores a preference that it does not understand. */
  private static Optional<Duration> preferred(ServerHttpRequest request) {
    return request.getHeaders().getOrEmpty("Prefer").stream()
        .map(WaitPreference::preferred)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Duration> preferred(@Nullable String header) {
    Matcher found = PREFERENCE.matcher(header == null ? "" : header);
    return found.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }
}
