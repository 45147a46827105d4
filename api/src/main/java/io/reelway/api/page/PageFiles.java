package io.reelway.api.page;

import io.reelway.store.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the page at {@code /} and its files below {@code /page/}, from {@code page/} in the static
 * locations of Spring Boot.
 *
 * <p>A browser asks every time whether a file has changed. The answer goes by content and not by
 * date: in a reproducible build every file has the same date, whatever it holds.
 */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebFluxConfigurer {
  private static final String FOLDER = "page/";

  /** Hexadecimal digits of the content hash in a tag: 16 bytes. */
  private static final int TAG_LENGTH = 32;

  private static final CacheControl ASK_EVERY_TIME = CacheControl.noCache();

  private final List<String> folders;
  private final ResourceLoader loader;

  PageFiles(WebProperties web, ResourceLoader loader) {
    this.folders =
        Arrays.stream(web.getResources().getStaticLocations())
            .map(location -> location + FOLDER)
            .toList();
    this.loader = loader;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/" + FOLDER + "**")
        .addResourceLocations(folders.toArray(String[]::new))
        .setCacheControl(ASK_EVERY_TIME)
        .setUseLastModified(false)
        .setEtagGenerator(PageFiles::tag);
  }

  @Bean
  RouterFunction<ServerResponse> startPage() {
    return RouterFunctions.route(
        RequestPredicates.path("/").and(RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)),
        this::index);
  }

  private Mono<ServerResponse> index(ServerRequest request) {
    return Mono.fromCallable(this::findIndex)
        .flatMap(index -> {
          String tag = tag(index);
          return request
              .checkNotModified(tag)
              .switchIfEmpty(
                  ServerResponse.ok()
                      .contentType(MediaType.TEXT_HTML)
                      .cacheControl(ASK_EVERY_TIME)
                      .eTag(tag)
                      .bodyValue(index));
        });
  }

  private Resource findIndex() throws FileNotFoundException {
    return folders.stream()
        .map(folder -> loader.getResource(folder + "index.html"))
        .filter(Resource::isReadable)
        .findFirst()
        .orElseThrow(() -> new FileNotFoundException("index.html"));
  }

  private static String tag(Resource file) {
    try (InputStream content = file.getInputStream()) {
      return '"' + Sha256.hex(content).substring(0, TAG_LENGTH) + '"';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
