package io.reelway.api.page;

import io.reelway.api.ReelwaySettings;
import io.reelway.store.s3.S3Clients;
import java.net.URI;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers what our pages may do. The start page: run its own scripts, talk to its own
 * server, show pictures and videos from there, from this device and from the bucket; nothing else.
 * Swagger UI: the same with what it is made of, styles and pictures within its scripts. Other
 * routes only get what is right for all: no guessing of content types, no addresses handed on to
 * other sites.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PagePolicy implements WebFilter {
  private static final String START_PAGE =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' blob:%1$s",
          "media-src 'self' blob:%1$s",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "require-trusted-types-for 'script'");

  private static final String SWAGGER_UI =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'");

  private final String startPage;

  PagePolicy(ReelwaySettings settings) {
    boolean bucket = settings.store().s3().bucket().isPresent();
    this.startPage = START_PAGE.formatted(bucket ? " " + origin(settings) : "");
  }

  /** Scheme, host and port that signed links into the bucket have. */
  private static String origin(ReelwaySettings settings) {
    URI object = S3Clients.publicUrl(settings.store().s3());
    return object.getScheme() + "://" + object.getAuthority();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    if (path.equals("/") || path.startsWith("/page/")) {
      protect(headers, startPage);
    } else if (path.startsWith("/swagger-ui")) {
      protect(headers, SWAGGER_UI);
    }
    return chain.filter(exchange);
  }

  private static void protect(HttpHeaders headers, String policy) {
    headers.set("Content-Security-Policy", policy);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }
}
