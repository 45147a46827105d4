package io.reelway.api.description;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Swagger UI at {@code /swagger-ui.html}, served from the jar, without requests to other servers.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerFiles implements WebFluxConfigurer {
  private static final String OWN = "swagger-ui/";
  private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/swagger-ui/**")
        .addResourceLocations(
            "classpath:/" + OWN,
            "classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/");
  }

  @Bean
  RouterFunction<ServerResponse> swaggerPage() {
    return RouterFunctions.resources(request ->
        request.path().equals("/swagger-ui.html")
            ? reactor.core.publisher.Mono.just(new ClassPathResource(OWN + "page.html"))
            : reactor.core.publisher.Mono.empty());
  }

  /** The version is part of the path of the files in their jar. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream = new ClassPathResource(VERSION).getInputStream()) {
      properties.load(stream);
    } catch (IOException missing) {
      throw new IllegalStateException("Swagger UI is not in the jar", missing);
    }
    return properties.getProperty("version");
  }
}
