package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.access.AccessSettings;
import io.reelway.api.access.Cors;
import io.reelway.api.access.ForwardedHeaders;
import io.reelway.api.access.ForwardedPrefix;
import io.reelway.api.access.HostFilter;
import io.reelway.api.access.OriginFilter;
import io.reelway.api.keys.ApiKeys;
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
  WebFilter hostFilter(ApiKeys keys) {
    return keys.required() ? NOTHING_TO_CHECK : new HostFilter(settings, publicUrl);
  }

  @Bean
  WebFilter originFilter(ApiKeys keys) {
    return keys.required() ? NOTHING_TO_CHECK : new OriginFilter(settings, publicUrl);
  }
}
