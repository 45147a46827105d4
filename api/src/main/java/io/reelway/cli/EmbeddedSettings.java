package io.reelway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings of the embedded server. Variables and files of the user may be those of a real
 * server, whose records, files and secrets this one must not touch. So only settings count that say
 * how media are made; all others have the defaults of {@code application.yaml}.
 */
final class EmbeddedSettings {
  /** The names, or their beginnings, of the settings that the user may change. */
  private static final List<String> KEPT =
      List.of(
          "reelway.presets",
          "reelway.limits.input",
          "reelway.limits.free-space",
          "reelway.limits.probe.",
          "reelway.limits.encode.",
          "reelway.segments.",
          "reelway.ffmpeg.",
          "reelway.worker.light-slots",
          "reelway.worker.heavy-slots");

  private EmbeddedSettings() {}

  /**
   * Returns the settings as arguments, which have precedence over variables and files.
   *
   * @param data folder for the files of the server
   * @param cache folder that stays for the next run
   * @param key API key of the client
   */
  static List<String> arguments(Path data, Path cache, String key) throws IOException {
    Map<String, String> settings = defaults();
    settings.put("reelway.data", data.toString());
    settings.put("reelway.secrets", data.resolve("secrets").toString());
    settings.put("reelway.ffmpeg.cache", cache.resolve("ffmpeg").toString());
    settings.put("reelway.engine", "in-memory");
    settings.put("reelway.keys", "command-line:" + key);
    // Their defaults are variables of the user.
    settings.put("reelway.temporal.address", "");
    settings.put("reelway.temporal.ca-file", "");
    settings.put("reelway.traces.endpoint", "");
    settings.put("spring.temporal.namespace", "default");
    settings.put("server.port", "0");
    settings.put("server.address", "127.0.0.1");
    settings.put("server.ssl.enabled", "false");
    settings.put("management.server.port", "-1"); // no health, no metrics
    settings.put("logging.file.name", "");
    settings.put("logging.file.path", "");
    settings.put("logging.level.root", "ERROR");
    return settings.entrySet().stream().map(one -> "--" + one).toList();
  }

  private static Map<String, String> defaults() throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (PropertySource<?> source :
        new YamlPropertySourceLoader()
            .load("defaults", new ClassPathResource("application.yaml"))) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith("reelway.") && KEPT.stream().noneMatch(name::startsWith)) {
          defaults.put(name, String.valueOf(Objects.requireNonNull(source.getProperty(name))));
        }
      }
    }
    return defaults;
  }
}
