package io.reelway.api.wiring;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets a process that only works answer nothing but the actuator's routes. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RoleFilter implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    return path.equals("/actuator") || path.startsWith("/actuator/")
        ? chain.filter(exchange)
        : Mono.error(
            new RequestException(
                ErrorCode.NOT_FOUND, "This process is a worker; ask one with the role api."));
  }
}
