package io.reelway.api.keys;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.LinkSecrets;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** API keys and signed links. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {
  @Bean
  ApiKeys apiKeys(ReelwaySettings settings) {
    return new ApiKeys(settings.keys());
  }

  @Bean
  @OnApiRole
  LinkSignatures linkSignatures(
      LinkSecrets secrets, ReelwaySettings settings, Clock clock, Scheduler blocking) {
    return new LinkSignatures(
        secrets, settings.signingSecret(), settings.store().linkValidity(), clock, blocking);
  }

  @Bean
  KeyFilter keyFilter(ApiKeys keys, Optional<LinkSignatures> signatures) {
    return new KeyFilter(keys, signatures);
  }
}
