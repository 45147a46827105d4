package io.reelway.cli;

import io.reelway.api.ReelwayApplication;
import io.reelway.sdk.ReelwayClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A server in this process for the duration of one command: on the loopback address, with a free
 * port and a random key. Its files are in a temporary folder, which is deleted at the end. The
 * unpacked encoder stays in the user's cache for the next run.
 */
final class EmbeddedServer implements Server {
  private final ConfigurableApplicationContext context;
  private final Path data;
  private final String key;

  private EmbeddedServer(ConfigurableApplicationContext context, Path data, String key) {
    this.context = context;
    this.data = data;
    this.key = key;
  }

  static EmbeddedServer start() throws IOException {
    Path data = Files.createTempDirectory("reelway-");
    String key = UUID.randomUUID().toString();
    SpringApplication application = new SpringApplication(ReelwayApplication.class);
    application.setRegisterShutdownHook(false); // OnInterrupt needs the context first
    try {
      String[] settings = EmbeddedSettings.arguments(data, cache(), key).toArray(String[]::new);
      return new EmbeddedServer(application.run(settings), data, key);
    } catch (RuntimeException e) {
      FileSystemUtils.deleteRecursively(data);
      throw new StartFailure(e);
    }
  }

  /** Thrown when the server did not start. */
  static final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StartFailure(RuntimeException cause) {
      super("It did not start: " + cause.getMessage(), cause);
    }
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("reelway");
  }

  @Override
  public ReelwayClient client() {
    int port =
        Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    return ReelwayClient.builder(URI.create("http://127.0.0.1:" + port)).apiKey(key).build();
  }

  /** Stops the server and deletes its files. */
  @Override
  public synchronized void close() {
    context.close();
    try {
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      System.err.println("Left behind in " + data + ": " + e.getMessage());
    }
  }
}
