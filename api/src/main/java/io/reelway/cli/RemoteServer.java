package io.reelway.cli;

import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayClientBuilder;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs already, and goes on when we are done.
 *
 * @param client of it
 */
record RemoteServer(ReelwayClient client) implements Server {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  /**
   * The server at that address.
   *
   * @param address {@code host:port}, which is reached over HTTP, or a URL
   * @param key opens it, if it is locked
   * @throws IllegalArgumentException when the address is none
   */
  static RemoteServer at(String address, @Nullable String key) {
    boolean complete = WITH_SCHEME.matcher(address).matches();
    ReelwayClientBuilder builder =
        ReelwayClient.builder(URI.create(complete ? address : "http://" + address));
    return new RemoteServer(key == null ? builder.build() : builder.apiKey(key).build());
  }

  @Override
  public void close() {}
}
