package io.reelway.api.access;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests to other hosts, on a server without keys. It prevents DNS rebinding: when the
 * host name of a foreign page resolves to our address, a browser treats this server as the same
 * origin, but {@code Host} still contains the foreign name.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public final class HostFilter implements WebFilter {
  private final Set<String> hosts;

  /**
   * @param settings the hosts that are accepted besides loopback
   * @param publicUrl its host is accepted too
   */
  public HostFilter(AccessSettings settings, Optional<URI> publicUrl) {
    this.hosts =
        Stream.concat(settings.hosts().stream(), publicUrl.map(RequestHost::of).stream())
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String host = RequestHost.of(exchange.getRequest().getURI());
    return ManagementPort.serves(exchange)
            || RequestHost.isLoopback(host)
            || hosts.contains(host)
            || hosts.contains(AccessSettings.ANY_HOST)
        ? chain.filter(exchange)
        : Mono.error(
            new RequestException(
                ErrorCode.MISDIRECTED,
                "This server does not answer to the host that the request names. Its operator can"
                    + " allow the host with the setting reelway.access.hosts."));
  }
}
