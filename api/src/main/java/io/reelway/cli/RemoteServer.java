package io.reelway.cli;

import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayClientBuilder;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that already runs, and that continues after this command.
 *
 * @param client client of that server
 */
record RemoteServer(ReelwayClient client) implements Server {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  /**
   * Returns the server at an address.
   *
   * @param address {@code host:port}, for HTTP, or a URL
   * @param key API key; {@code null} for a server without keys
   * @throws IllegalArgumentException when the address is invalid
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
