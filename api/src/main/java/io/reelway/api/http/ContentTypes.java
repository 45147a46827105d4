package io.reelway.api.http;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.ServerWebExchange;

/**
 * Every route has one response format, regardless of {@code Accept}. Content negotiation would come
 * too late: a submit whose {@code Accept} excludes JSON would be refused while its job already
 * runs. Only the actuator has several formats.
 */
@Configuration(proxyBeanMethods = false)
class ContentTypes implements WebFluxConfigurer {
  private final RequestedContentTypeResolver byHeader = new HeaderContentTypeResolver();

  @Override
  public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
    builder.resolver(this::accepted);
  }

  private List<MediaType> accepted(ServerWebExchange exchange) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    return path.startsWith("/actuator")
        ? byHeader.resolveMediaTypes(exchange)
        : RequestedContentTypeResolver.MEDIA_TYPE_ALL_LIST;
  }
}
