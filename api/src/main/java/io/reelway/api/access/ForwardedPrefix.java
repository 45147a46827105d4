package io.reelway.api.access;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Adds the path prefix under which a trusted proxy serves this server to the paths in response
 * headers. Without it, {@code Location} would lead a client outside that prefix.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ForwardedPrefix implements WebFilter {
  private static final String[] PATHS = {HttpHeaders.LOCATION, HttpHeaders.CONTENT_LOCATION};

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String prefix = exchange.getRequest().getPath().contextPath().value();
    if (!prefix.isEmpty()) {
      HttpHeaders headers = exchange.getResponse().getHeaders();
      exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> prepend(prefix, headers)));
    }
    return chain.filter(exchange);
  }

  private static void prepend(String prefix, HttpHeaders headers) {
    for (String name : PATHS) {
      String path = headers.getFirst(name);
      if (path != null && path.startsWith("/")) {
        headers.set(name, prefix + path);
      }
    }
  }
}
