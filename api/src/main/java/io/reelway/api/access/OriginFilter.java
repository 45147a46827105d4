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
 * Prevents cross-site request forgery on a server without keys: refuses changes requested by a page
 * of another origin. Browsers send the origin of a request in {@code Sec-Fetch-Site}, and over
 * plain HTTP in {@code Origin}. Other clients send neither, and pass.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
public final class OriginFilter implements WebFilter {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** The values of requests that no other site caused. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Set<String> allowed;
  private final Optional<URI> publicUrl;

  /**
   * @param settings the other origins whose pages may call the API
   * @param publicUrl the origin of our own page, if it differs from the host of the request
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

  /** A proxy may change the host, so the browser's own same-origin verdict takes precedence. */
  private boolean isOwnSite(String site, @Nullable String origin, ServerHttpRequest request) {
    return site.equals("same-origin") || (OWN_SITE.contains(site) && isOwn(origin, request));
  }

  /**
   * Schemes are not compared, because behind a proxy that terminates TLS ours differs from the
   * browser's. A page with the same host and port but the other scheme is the same site.
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
