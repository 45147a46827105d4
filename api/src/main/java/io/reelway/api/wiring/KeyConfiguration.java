package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.keys.ApiKeys;
import io.reelway.api.keys.KeyFilter;
import io.reelway.api.keys.LinkSignatures;
import io.reelway.store.Store;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Who is let in. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {
  @Bean
  ApiKeys apiKeys(ReelwaySettings settings) {
    return new ApiKeys(settings.keys());
  }

  @Bean
  LinkSignatures linkSignatures(
      Store store, ReelwaySettings settings, Clock clock, Scheduler blocking) {
    return new LinkSignatures(
        store, settings.signingSecret(), settings.store().linkValidity(), clock, blocking);
  }

  @Bean
  KeyFilter keyFilter(ApiKeys keys, LinkSignatures signatures) {
    return new KeyFilter(keys, signatures);
  }
}
