package io.reelway.api.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Ranges are for downloads, whose route answers them itself. Everything else is small and sent
 * whole, as RFC 9110 allows (section 14.2): Spring would answer a malformed range of a page's file
 * with a bare {@code 416}.
 */
@Component
final class RangeFilter implements WebFilter {
  private static final PathPattern DOWNLOADS =
      PathPatternParser.defaultInstance.parse("/api/media/jobs/{id}/download/**");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    PathContainer path = request.getPath().pathWithinApplication();
    return !request.getHeaders().containsHeader(HttpHeaders.RANGE) || DOWNLOADS.matches(path)
        ? chain.filter(exchange)
        : chain.filter(exchange.mutate().request(RangeFilter::withoutRange).build());
  }

  private static void withoutRange(ServerHttpRequest.Builder request) {
    request.headers(headers -> headers.remove(HttpHeaders.RANGE));
  }
}
