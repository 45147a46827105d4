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
 * Every route has one form of answer, whatever a request says it would accept. Negotiation would
 * come after the work: a submit with an {@code Accept} that leaves JSON out would be refused with
 * its job already running. The actuator alone has several forms to choose from.
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
