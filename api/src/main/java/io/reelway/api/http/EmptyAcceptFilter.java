package io.reelway.api.http;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Removes an {@code Accept} header without a media type, which counts as absent (RFC 9110, section
 * 12.5.1). Spring Boot's metrics route answers it with a 500.
 */
@Component
final class EmptyAcceptFilter implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    List<String> accepted = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
    boolean empty = !accepted.isEmpty() && accepted.stream().allMatch(String::isBlank);
    return chain.filter(empty ? withoutAccept(exchange) : exchange);
  }

  private static ServerWebExchange withoutAccept(ServerWebExchange exchange) {
    return exchange
        .mutate()
        .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ACCEPT)))
        .build();
  }
}
