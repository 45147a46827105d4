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

/** Chooses the engine before Temporal's starter reads its settings, and sets these. */
public final class EngineSelection implements EnvironmentPostProcessor, Ordered {
  /** Property with the chosen engine; never {@code auto}. */
  static final String CHOSEN = "reelway.engine-in-use";

  /** Property with the path of the {@code temporal} program; empty: download it. */
  static final String PROGRAM = "reelway.dev-server.program";

  private static final String CERTIFICATE = "spring.temporal.connection.mtls.cert-chain-file";
  private static final String KEY = "spring.temporal.connection.mtls.key-file";

  private static final String SOURCE = "reelwayEngine";

  /** Temporal's environment variables for secured connections, and the settings of its starter. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "TEMPORAL_API_KEY", "spring.temporal.connection.api-key",
          "TEMPORAL_TLS", "spring.temporal.connection.enable-https",
          "TEMPORAL_TLS_CLIENT_CERT_PATH", CERTIFICATE,
          "TEMPORAL_TLS_CLIENT_KEY_PATH", KEY,
          "TEMPORAL_TLS_SERVER_NAME", "spring.temporal.connection.mtls.server-name");

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
    checkRoles(chosen, environment.getProperty("reelway.roles", ""));
    properties.put(CHOSEN, chosen.name());
    switch (chosen) {
      case REMOTE -> {
        properties.put("spring.temporal.connection.target", address);
        SECURITY.forEach((from, to) -> copy(environment, from, to, properties));
        secret(CERTIFICATE, environment, properties)
            .ifPresent(file -> PemFile.certificates(CERTIFICATE, file));
        secret(KEY, environment, properties).ifPresent(file -> PemFile.checkKey(KEY, file));
      }
      case DEV_SERVER -> {
        properties.put(PROGRAM, program.map(Path::toString).orElse(""));
        properties.put("spring.temporal.connection.target", "127.0.0.1:" + port(environment));
      }
      case IN_MEMORY -> properties.put("spring.temporal.test-server.enabled", "true");
      case AUTO -> throw new IllegalStateException("Nothing was chosen");
    }
    environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, properties));
  }

  /** The starter treats an empty value as set, so only variables with a value are passed on. */
  private static void copy(
      ConfigurableEnvironment environment, String from, String to, Map<String, Object> properties) {
    String value = environment.getProperty(from, "");
    if (!value.isBlank() && !environment.containsProperty(to)) {
      properties.put(to, value);
    }
  }

  private static Optional<Path> secret(
      String setting, ConfigurableEnvironment environment, Map<String, Object> copied) {
    String file = environment.getProperty(setting, "");
    return Optional.of(String.valueOf(copied.getOrDefault(setting, file)))
        .filter(name -> !name.isBlank())
        .map(Path::of);
  }

  /** An engine in one process cannot be shared with other processes. */
  static void checkRoles(EngineChoice chosen, String roles) {
    boolean api = roles.toLowerCase(Locale.ROOT).contains("api");
    boolean worker = roles.toLowerCase(Locale.ROOT).contains("worker");
    if (chosen == EngineChoice.IN_MEMORY && !(api && worker)) {
      throw new IllegalArgumentException(
          "reelway.roles is "
              + roles
              + ", but the in-memory engine cannot be shared with other processes; write"
              + " api,worker, or set TEMPORAL_ADDRESS=host:7233");
    }
    if (chosen == EngineChoice.DEV_SERVER && !api) {
      throw new IllegalArgumentException(
          "reelway.roles is "
              + roles
              + ", but no API would use its own dev server; set TEMPORAL_ADDRESS to the"
              + " engine that the API uses");
    }
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
      case DEV_SERVER, IN_MEMORY -> wanted;
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
      if (!Files.isExecutable(Path.of(given))) {
        throw new IllegalArgumentException(
            "reelway.dev-server.path is "
                + given
                + ", which is not an executable program; write the path of Temporal's command line"
                + " tool, or nothing to use the one on the PATH");
      }
      return Optional.of(Path.of(given));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int port(ConfigurableEnvironment environment) {
    int wanted = environment.getProperty("reelway.dev-server.port", Integer.class, 0);
    return wanted == 0 ? freePort() : wanted;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("No free port for the dev server", e);
    }
  }
}
