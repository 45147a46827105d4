package io.reelway.api.presets;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.roles.OnApiRole;
import io.reelway.strategy.Strategies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the presets once, when the process starts. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class PresetConfiguration {
  @Bean
  OfferedPresets presets(ReelwaySettings settings, Strategies strategies) {
    return PresetFiles.load(settings.presets(), KnownStrategies.of(strategies));
  }
}
