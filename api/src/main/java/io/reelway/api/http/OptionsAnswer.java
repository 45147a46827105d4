package io.reelway.api.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The answer to OPTIONS is {@code Allow} and nothing else: Spring adds an {@code Accept-Patch} also
 * where nothing can be patched, and an empty one is against RFC 5789.
 */
@Component
final class OptionsAnswer implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)) {
      HttpHeaders headers = exchange.getResponse().getHeaders();
      exchange
          .getResponse()
          .beforeCommit(() -> Mono.fromRunnable(() -> headers.remove(HttpHeaders.ACCEPT_PATCH)));
    }
    return chain.filter(exchange);
  }
}
