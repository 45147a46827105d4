package io.reelway.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.planning.SegmentSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How the program reads the settings of segments. */
class SegmentSettingsTest {
  @TempDir private Path folder;

  @Test
  void longVideosAreDividedByDefault() {
    assertThat(settings(Map.of()))
        .isEqualTo(new SegmentSettings(true, Duration.ofSeconds(10), Duration.ofSeconds(20)));
  }

  @Test
  void aPropertySwitchesThemOff() {
    assertThat(settings(Map.of("reelway.segments.on", "false")).on()).isFalse();
  }

  /** YAML 1.1 reads an unquoted {@code on} as a boolean, as a key as well. */
  @ParameterizedTest
  @ValueSource(strings = {"on", "\"on\""})
  void aYamlFileSwitchesThemOffWithOrWithoutQuotes(String key) throws Exception {
    Path file = Files.writeString(folder.resolve("own.yaml"), file(key));

    SegmentSettings settings =
        settings(Map.of("spring.config.additional-location", "file:" + file));

    assertThat(settings.on()).isFalse();
    assertThat(settings.minimum()).isEqualTo(Duration.ofSeconds(40));
  }

  private static String file(String key) {
    return """
    reelway:
      segments:
        %s: false
        minimum: 40s
    """
        .formatted(key);
  }

  /** The settings of a program that starts with these properties. */
  private static SegmentSettings settings(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bind("reelway.segments", SegmentSettings.class).get();
  }
}
