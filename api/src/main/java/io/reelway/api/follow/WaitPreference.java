package io.reelway.api.follow;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * How long an answer may wait, according to the request. A poll waits for a change ({@code
 * ?wait=30} or RFC 7240), a submit for the end of its job (RFC 7240 only).
 */
public final class WaitPreference {
  /** The header that says how long the answer may have waited. */
  public static final String APPLIED = "Preference-Applied";

  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern PREFERENCE =
      Pattern.compile(
          "(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])", Pattern.CASE_INSENSITIVE);

  private WaitPreference() {}

  /** The requested time of a poll, a minute at most; empty if the client does not wait. */
  static Optional<Duration> of(ServerHttpRequest request) {
    String parameter = request.getQueryParams().getFirst("wait");
    return parameter == null ? preferred(request.getHeaders()) : limited(asked(parameter));
  }

  /**
   * The time in the header {@code Prefer}, a minute at most; empty if there is none that this class
   * understands.
   */
  public static Optional<Duration> preferred(HttpHeaders headers) {
    return headers.getOrEmpty("Prefer").stream()
        .map(WaitPreference::preferred)
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(WaitPreference::limited);
  }

  /** The value of {@link #APPLIED}. */
  public static String applied(Duration wait) {
    return "wait=" + wait.toSeconds();
  }

  private static Optional<Duration> limited(Duration wait) {
    return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait).filter(Duration::isPositive);
  }

  private static Duration asked(String parameter) {
    if (!SECONDS.matcher(parameter).matches()) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT, "wait must be a number of seconds from 0 to 60.");
    }
    return Duration.ofSeconds(Long.parseLong(parameter));
  }

  private static Optional<Duration> preferred(@Nullable String header) {
    Matcher found = PREFERENCE.matcher(header == null ? "" : header);
    return found.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }
}
