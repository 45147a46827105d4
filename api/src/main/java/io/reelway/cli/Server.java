package io.reelway.cli;

import io.reelway.sdk.ReelwayClient;

/** The server that does the work. */
sealed interface Server extends AutoCloseable permits EmbeddedServer, RemoteServer {
  /** A client of it. */
  ReelwayClient client();

  @Override
  void close();
}
