package io.reelway.cli;

import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayClientBuilder;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs already, and goes on when we are done.
 *
 * @param client of it
 */
record RemoteServer(ReelwayClient client) implements Server {
  /**
   * The server at that address.
   *
   * @param key opens it, if it is locked
   */
  static RemoteServer at(URI uri, @Nullable String key) {
    ReelwayClientBuilder builder = ReelwayClient.builder(uri);
    return new RemoteServer(key == null ? builder.build() : builder.apiKey(key).build());
  }

  @Override
  public void close() {}
}
