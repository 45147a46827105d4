package io.reelway.api.access;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of the configured origins call the API from a browser (CORS). Runs before the key
 * check, because a browser sends its preflight without a key.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public final class Cors implements WebFilter {
  private static final String NOT_LISTED =
      "Pages of this origin may not call this server from a browser. Its operator can allow the"
          + " origin with the setting reelway.access.cors-origins.";

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Set<String> origins;
  private final WebFilter filter;

  /**
   * @param settings the origins; without any, answers do not change
   */
  public Cors(AccessSettings settings) {
    this.origins = settings.corsOrigins();
    CorsConfiguration configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(List.copyOf(origins));
    configuration.setAllowedMethods(List.of(CorsConfiguration.ALL));
    configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    configuration.addExposedHeader(CorsConfiguration.ALL);
    configuration.setMaxAge(REMEMBERED);
    this.filter = new CorsWebFilter(exchange -> configuration);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (origins.isEmpty()) {
      return chain.filter(exchange);
    }
    String origin = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ORIGIN);
    return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT))
        ? filter.filter(exchange, chain)
        : unlisted(exchange, chain);
  }

  /**
   * Answers without CORS headers, so that a browser hides the answer from a page of another origin.
   * Nothing is refused here, because behind a proxy that terminates TLS our own page seems to have
   * another origin.
   */
  private static Mono<Void> unlisted(ServerWebExchange exchange, WebFilterChain chain) {
    exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    return CorsUtils.isPreFlightRequest(exchange.getRequest())
        ? Mono.error(new RequestException(ErrorCode.FORBIDDEN, NOT_LISTED))
        : chain.filter(exchange);
  }
}
