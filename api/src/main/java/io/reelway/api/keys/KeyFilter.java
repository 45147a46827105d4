package io.reelway.api.keys;

import io.reelway.api.access.ManagementPort;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Authenticates requests by key and finds their caller. Without keys every request passes. The
 * public paths contain no data of clients: health, the web page, the description of the API.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class KeyFilter implements WebFilter {
  /** Matched by the same rules as routes, so that no spelling of a path bypasses the check. */
  private static final List<PathPattern> PUBLIC =
      Stream.of(
              "/api/health",
              "/actuator/health/**",
              "/",
              "/page/**",
              "/favicon.ico",
              "/v3/api-docs/**",
              "/swagger-ui.html",
              "/swagger-ui/**")
          .map(PathPatternParser.defaultInstance::parse)
          .toList();

  /** The main output, and the further ones by name. */
  private static final PathPattern DOWNLOAD =
      PathPatternParser.defaultInstance.parse("/api/media/jobs/{id}/download/**");

  private static final String BEARER = "bearer ";

  private final ApiKeys keys;
  private final Optional<LinkSignatures> signatures;

  /**
   * @param signatures signatures of download links; empty in a process without downloads
   */
  public KeyFilter(ApiKeys keys, Optional<LinkSignatures> signatures) {
    this.keys = keys;
    this.signatures = signatures;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    if (!keys.required() || isPublic(request) || ManagementPort.serves(exchange)) {
      return as(Caller.ANYONE, exchange, chain);
    }
    return signatures
        .flatMap(links -> signedJob(request).map(id -> links.bearer(id, request.getQueryParams())))
        .orElseGet(Mono::empty)
        .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(holder(request.getHeaders()))))
        .switchIfEmpty(Mono.defer(() -> refuse(exchange)))
        .flatMap(caller -> as(caller, exchange, chain));
  }

  private Optional<Caller> holder(HttpHeaders headers) {
    return presented(headers).flatMap(key -> keys.caller(key).stream()).findFirst();
  }

  private static Mono<Void> as(Caller caller, ServerWebExchange exchange, WebFilterChain chain) {
    exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
    return chain.filter(exchange);
  }

  private static Mono<Caller> refuse(ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return Mono.error(
        new RequestException(ErrorCode.UNAUTHORIZED, ErrorCode.UNAUTHORIZED.sentence()));
  }

  private static boolean isPublic(ServerHttpRequest request) {
    PathContainer path = request.getPath().pathWithinApplication();
    return PUBLIC.stream().anyMatch(pattern -> pattern.matches(path));
  }

  /** The candidates for a key. One valid key is enough, because proxies use these headers too. */
  private static Stream<String> presented(HttpHeaders headers) {
    Stream<String> bearers =
        headers.getOrEmpty(HttpHeaders.AUTHORIZATION).stream()
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip());
    return Stream.concat(headers.getOrEmpty("x-api-key").stream(), bearers);
  }

  /** The job of a download request with a signature instead of a key. */
  private static Optional<String> signedJob(ServerHttpRequest request) {
    boolean reads =
        request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    PathPattern.PathMatchInfo match =
        DOWNLOAD.matchAndExtract(request.getPath().pathWithinApplication());
    return reads && match != null && request.getQueryParams().containsKey(LinkSignatures.SIGNATURE)
        ? Optional.ofNullable(match.getUriVariables().get("id"))
        : Optional.empty();
  }
}
