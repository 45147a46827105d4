package io.reelway.api.http;

import io.reelway.api.problem.RequestException;
import io.reelway.api.roles.OnApiRole;
import io.reelway.job.ErrorCode;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses every route but those of the actuator in a process without the role {@code api}. */
@Component
@Conditional(RoleFilter.NotApi.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RoleFilter implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    return path.equals("/actuator") || path.startsWith("/actuator/")
        ? chain.filter(exchange)
        : Mono.error(
            new RequestException(
                ErrorCode.NOT_FOUND, "This process is a worker; use a process with the role api."));
  }

  /** The opposite of {@link OnApiRole}. */
  static final class NotApi extends NoneNestedConditions {
    NotApi() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @OnApiRole
    static final class Api {}
  }
}
