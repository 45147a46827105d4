package io.reelway.api.access;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests by which a page of another origin wants to change something, on a server without
 * keys (cross-site request forgery). A browser says where a request comes from: in {@code
 * Sec-Fetch-Site}, and in {@code Origin} also over plain HTTP. Other clients send neither, and
 * pass.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
public final class OriginFilter implements WebFilter {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** The values of a request that no other site has caused. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Set<String> allowed;
  private final Optional<URI> publicUrl;

  /**
   * @param settings the other origins whose pages may call the API
   * @param publicUrl the origin of our own page, when a request's host is not that
   */
  public OriginFilter(AccessSettings settings, Optional<URI> publicUrl) {
    this.allowed = settings.corsOrigins();
    this.publicUrl = publicUrl;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    return READS.contains(request.getMethod()) || isAccepted(request)
        ? chain.filter(exchange)
        : Mono.error(new RequestException(ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.sentence()));
  }

  private boolean isAccepted(ServerHttpRequest request) {
    String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
    if (origin != null && allowed.contains(origin.toLowerCase(Locale.ROOT))) {
      return true;
    }
    String site = request.getHeaders().getFirst("Sec-Fetch-Site");
    return site == null ? isOwn(origin, request) : isOwnSite(site, origin, request);
  }

  /** A proxy may change our host, so a browser's word for the same origin counts more than it. */
  private boolean isOwnSite(String site, @Nullable String origin, ServerHttpRequest request) {
    return site.equals("same-origin") || (OWN_SITE.contains(site) && isOwn(origin, request));
  }

  /**
   * Schemes are not compared: behind a proxy that ends TLS ours differs from the browser's. A page
   * of the same host and port by the other scheme is no other site.
   */
  private boolean isOwn(@Nullable String origin, ServerHttpRequest request) {
    if (origin == null) {
      return true;
    }
    String authority = authority(origin);
    return authority.equalsIgnoreCase(String.valueOf(request.getURI().getRawAuthority()))
        || publicUrl.filter(url -> authority.equalsIgnoreCase(url.getRawAuthority())).isPresent();
  }

  /** Empty for {@code null}, the origin of sandboxed frames and of files. */
  private static String authority(String origin) {
    int start = origin.indexOf("://");
    return start < 0 ? "" : origin.substring(start + 3);
  }
}
