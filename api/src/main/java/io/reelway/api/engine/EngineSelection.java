package io.reelway.api.engine;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides which engine is used, before Temporal's starter reads its own settings, and writes those.
 */
public final class EngineSelection implements EnvironmentPostProcessor, Ordered {
  /** Property that holds the choice that was made; never {@code auto}. */
  static final String CHOSEN = "reelway.engine-in-use";

  /** Property that holds the {@code temporal} program that was found. */
  static final String PROGRAM = "reelway.dev-server.program";

  private static final String SOURCE = "reelwayEngine";

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> properties = new LinkedHashMap<>();
    String address = environment.getProperty("reelway.temporal.address", "");
    Optional<Path> program = program(environment);
    EngineChoice chosen = choose(wanted(environment), address, program);
    properties.put(CHOSEN, chosen.name());
    switch (chosen) {
      case REMOTE -> properties.put("spring.temporal.connection.target", address);
      case DEV_SERVER -> {
        properties.put(PROGRAM, program.orElseThrow().toString());
        properties.put("spring.temporal.connection.target", "127.0.0.1:" + freePort());
      }
      case IN_MEMORY -> properties.put("spring.temporal.test-server.enabled", "true");
      case AUTO -> throw new IllegalStateException("Nothing was chosen");
    }
    environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, properties));
  }

  static EngineChoice choose(EngineChoice wanted, String address, Optional<Path> program) {
    return switch (wanted) {
      case AUTO ->
          !address.isBlank()
              ? EngineChoice.REMOTE
              : program.isPresent() ? EngineChoice.DEV_SERVER : EngineChoice.IN_MEMORY;
      case REMOTE -> {
        if (address.isBlank()) {
          throw new IllegalArgumentException(
              "reelway.engine is remote, but no address is set; set TEMPORAL_ADDRESS=host:7233");
        }
        yield wanted;
      }
      case DEV_SERVER -> {
        if (program.isEmpty()) {
          throw new IllegalArgumentException(
              "reelway.engine is dev-server, but there is no program 'temporal'; install Temporal's"
                  + " command line tool or set reelway.dev-server.path");
        }
        yield wanted;
      }
      case IN_MEMORY -> wanted;
    };
  }

  private static EngineChoice wanted(ConfigurableEnvironment environment) {
    String text = environment.getProperty("reelway.engine", "auto");
    try {
      return EngineChoice.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "reelway.engine is '" + text + "'; write auto, remote, dev-server or in-memory", unknown);
    }
  }

  private static Optional<Path> program(ConfigurableEnvironment environment) {
    String given = environment.getProperty("reelway.dev-server.path", "");
    if (!given.isBlank()) {
      return Optional.of(Path.of(given)).filter(Files::isExecutable);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("No free port for the dev server", e);
    }
  }
}
