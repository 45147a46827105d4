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
 * Removes {@code Range} from requests for anything but a download. Everything else is small, and
 * Spring answers a malformed range of a page's file with a {@code 416} that has no body, which
 * would break the rule that every error has one.
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
