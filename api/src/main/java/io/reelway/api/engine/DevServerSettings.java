package io.reelway.api.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code temporal} program as an engine.
 *
 * @param path the program; empty: the one on the PATH
 * @param database the SQLite file that remembers
 * @param uiPort port of Temporal's web page on this machine; 0: none
 */
public record DevServerSettings(Optional<Path> path, Path database, int uiPort) {
  public DevServerSettings {
    path = path.filter(given -> !given.toString().isBlank());
    if (uiPort < 0 || uiPort > 65535) {
      throw new IllegalArgumentException(
          "reelway.dev-server.ui-port is " + uiPort + "; write a port, or 0 for no web page");
    }
  }
}
