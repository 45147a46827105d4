package io.reelway.cli;

import io.reelway.sdk.ReelwayClient;

/** The server that processes the files. */
sealed interface Server extends AutoCloseable permits EmbeddedServer, RemoteServer {
  /** A client of this server. */
  ReelwayClient client();

  @Override
  void close();
}
