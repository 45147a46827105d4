package io.reelway.api.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * {@code If-None-Match: *} on a read: the client has some version and wants none, so {@code 304}
 * for whatever exists (RFC 9110, section 13.1.2). Spring heeds the star on writes only.
 */
@Component
final class WildcardIfNoneMatchFilter implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String known = exchange.getRequest().getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
    return chain.filter(known != null && known.strip().equals("*") ? matching(exchange) : exchange);
  }

  private static ServerWebExchange matching(ServerWebExchange exchange) {
    return new ServerWebExchangeDecorator(exchange) {
      @Override
      public boolean checkNotModified(String tag) {
        return checkNotModified(tag, Instant.MIN);
      }

      // Only a resource with a tag has versions.
      @Override
      public boolean checkNotModified(@Nullable String tag, Instant lastModified) {
        boolean same = super.checkNotModified(tag, lastModified);
        return same || (tag != null && getResponse().setStatusCode(HttpStatus.NOT_MODIFIED));
      }
    };
  }
}
