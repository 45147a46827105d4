package io.reelway.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.ReelwaySettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How the program reads the URL that clients use. */
class PublicUrlTest {
  @Test
  void mayHaveAPathOrBeEmpty() {
    assertThat(settings("https://media.example.org:8443/base").publicUrl())
        .contains(URI.create("https://media.example.org:8443/base"));
    assertThat(settings("").publicUrl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"media.example.org", "media.example.org:8443", "/base", "https:media"})
  void needsASchemeAndAHost(String url) {
    assertThatThrownBy(() -> settings(url))
        .rootCause()
        .hasMessageStartingWith("reelway.public-url is " + url + "; write a scheme and a host");
  }

  private static ReelwaySettings settings(String url) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("reelway.public-url", url)));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bind("reelway", ReelwaySettings.class).get();
  }
}
