package io.reelway.api.health;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.util.Set;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Only groups of health indicators have components. Spring Boot looks for components below any
 * indicator and fails with a 500 below one that has none.
 */
@Component
final class HealthPathFilter implements WebFilter {
  private static final PathPattern PART =
      PathPatternParser.defaultInstance.parse("/actuator/health/{name}/{part}/**");

  private final Set<String> groups;

  HealthPathFilter(HealthEndpointGroups groups) {
    this.groups = Set.copyOf(groups.getNames());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    PathPattern.PathMatchInfo match =
        PART.matchAndExtract(exchange.getRequest().getPath().pathWithinApplication());
    return match == null || groups.contains(match.getUriVariables().get("name"))
        ? chain.filter(exchange)
        : Mono.error(new RequestException(ErrorCode.NOT_FOUND, "There is no such route."));
  }
}
