package io.reelway.api.traces;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Enables tracing if a collector is configured. Otherwise no tracing code is loaded, so it costs
 * nothing.
 */
public final class TraceSelection implements EnvironmentPostProcessor, Ordered {
  /** Set if tracing is enabled. */
  static final String ON = "reelway.traces.on";

  private static final String SOURCE = "reelwayTraces";
  private static final String EXCLUDED = "spring.autoconfigure.exclude";
  private static final String TRACING =
      String.join(
          ",",
          "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
          "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
          "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
          "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration");

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String endpoint = environment.getProperty("reelway.traces.endpoint", "");
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                SOURCE, endpoint.isBlank() ? off(environment) : on(environment, endpoint)));
  }

  private static Map<String, Object> off(ConfigurableEnvironment environment) {
    String others = environment.getProperty(EXCLUDED, "");
    return Map.of(EXCLUDED, others.isBlank() ? TRACING : others + "," + TRACING);
  }

  private static Map<String, Object> on(ConfigurableEnvironment environment, String endpoint) {
    if (!endpoint.matches("https?://[^/\\s]+\\S*")) {
      throw new IllegalArgumentException(
          "reelway.traces.endpoint is '"
              + endpoint
              + "'; write the address of an OTLP/HTTP collector, e.g. http://localhost:4318");
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(ON, "true");
    properties.put(
        "management.opentelemetry.tracing.export.otlp.endpoint",
        endpoint.replaceFirst("/+$", "") + "/v1/traces");
    properties.put("management.tracing.sampling.probability", share(environment));
    properties.put("spring.reactor.context-propagation", "auto");
    return properties;
  }

  private static double share(ConfigurableEnvironment environment) {
    String text = environment.getProperty("reelway.traces.share", "1.0");
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException none) {
      share = Double.NaN;
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "reelway.traces.share is '" + text + "'; write a number from 0 to 1, e.g. 0.1");
    }
    return share;
  }
}
