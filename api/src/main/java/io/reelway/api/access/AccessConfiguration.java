package io.reelway.api.access;

import io.reelway.api.ReelwaySettings;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Accepts or refuses requests by their origin. */
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
    this.publicUrl = settings.publicUrl();
  }

  /** Spring looks this bean up by its name and applies it before all filters. */
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

  /**
   * Pages of other sites have no key, so only servers without keys need this filter and the next.
   */
  @Bean
  WebFilter hostFilter() {
    return needsKey ? NOTHING_TO_CHECK : new HostFilter(settings, publicUrl);
  }

  @Bean
  WebFilter originFilter() {
    return needsKey ? NOTHING_TO_CHECK : new OriginFilter(settings, publicUrl);
  }
}
