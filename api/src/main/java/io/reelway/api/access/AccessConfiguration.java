package io.reelway.api.access;

import io.reelway.api.ReelwaySettings;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Which requests are accepted by where they come from. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private static final WebFilter NOTHING_TO_CHECK = (exchange, chain) -> chain.filter(exchange);

  private final AccessSettings settings;
  private final Optional<URI> publicUrl;
  private final boolean needsKey;

  AccessConfiguration(
      ReelwaySettings settings, @Value("${server.forward-headers-strategy}") String strategy) {
    if (!strategy.equalsIgnoreCase("none")) {
      throw new IllegalArgumentException(
          "server.forward-headers-strategy is "
              + strategy
              + ", which would trust everyone; leave it out, and name your proxies in"
              + " reelway.access.trusted-proxies");
    }
    this.settings = settings.access();
    this.needsKey = !settings.keys().isEmpty();
    this.publicUrl = settings.publicUrl().filter(url -> !url.toString().isBlank());
  }

  /** Spring asks for it by this name, before any filter. */
  @Bean
  ForwardedHeaders forwardedHeaderTransformer() {
    return new ForwardedHeaders(settings);
  }

  @Bean
  ForwardedPrefix forwardedPrefix() {
    return new ForwardedPrefix();
  }

  @Bean
  Cors cors() {
    return new Cors(settings);
  }

  /** A key is what a page of another site does not have, so these two guard open servers alone. */
  @Bean
  WebFilter hostFilter() {
    return needsKey ? NOTHING_TO_CHECK : new HostFilter(settings, publicUrl);
  }

  @Bean
  WebFilter originFilter() {
    return needsKey ? NOTHING_TO_CHECK : new OriginFilter(settings, publicUrl);
  }
}
