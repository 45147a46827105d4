package io.reelway.api.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The {@code temporal} program as an engine.
 *
 * @param path the program; {@code null}: the one on the PATH
 * @param database the SQLite file with the workflows
 * @param port where it listens on this machine, for workers in other processes; 0: any
 * @param uiPort port of Temporal's web page on this machine; 0: none
 */
public record DevServerSettings(@Nullable Path path, Path database, int port, int uiPort) {
  public DevServerSettings {
    path = path == null || path.toString().isBlank() ? null : path;
    check("port", port, "any free one");
    check("ui-port", uiPort, "no web page");
  }

  private static void check(String name, int port, String zero) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "reelway.dev-server." + name + " is " + port + "; write a port, or 0 for " + zero);
    }
  }
}
