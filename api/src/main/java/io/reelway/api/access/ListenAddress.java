package io.reelway.api.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Binds a server without keys to the loopback address, unless an address is set, so that an open
 * server is not exposed to the network by accident.
 */
public final class ListenAddress implements EnvironmentPostProcessor, Ordered {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SERVER = "server.address";
  private static final String MANAGEMENT = "management.server.address";

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!keys(environment).isEmpty()) {
      return;
    }
    Map<String, Object> properties = new HashMap<>();
    String address = environment.getProperty(SERVER, "");
    if (address.isBlank()) {
      address = LOOPBACK;
      properties.put(SERVER, address);
    }
    // Spring refuses a management address without a separate management port.
    if (!environment.getProperty("management.server.port", "").isBlank()
        && environment.getProperty(MANAGEMENT, "").isBlank()) {
      properties.put(MANAGEMENT, address);
    }
    environment.getPropertySources().addFirst(new MapPropertySource("reelwayListen", properties));
  }

  private static List<String> keys(ConfigurableEnvironment environment) {
    return Binder.get(environment)
        .bind("reelway.keys", Bindable.listOf(String.class))
        .orElse(List.of());
  }
}
