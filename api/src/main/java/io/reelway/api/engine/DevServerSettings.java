package io.reelway.api.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The {@code temporal} program as an engine.
 *
 * @param path the program; without: the one on the PATH
 * @param database the SQLite file that remembers
 * @param uiPort port of Temporal's web page on this machine; 0: none
 */
public record DevServerSettings(@Nullable Path path, Path database, int uiPort) {
  public DevServerSettings {
    path = path == null || path.toString().isBlank() ? null : path;
    if (uiPort < 0 || uiPort > 65535) {
      throw new IllegalArgumentException(
          "reelway.dev-server.ui-port is " + uiPort + "; write a port, or 0 for no web page");
    }
  }
}
