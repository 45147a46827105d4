package io.reelway.outbound;

import java.net.URI;
import java.util.Locale;

/** Which URLs a client may name; what their hosts resolve to is looked at when we connect. */
public final class OutboundUrls {
  private static final int LONGEST = 2000;
  private static final int HIGHEST_PORT = 65_535;

  private OutboundUrls() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static URI parse(String text, boolean allowHttp) {
    URI url = absolute(text);
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      throw new IllegalArgumentException(
          allowHttp ? "The URL must be an http or https one." : "The URL must be an https one.");
    }
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException("The URL must name a host, and no user.");
    }
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("The URL must have a port between 1 and 65535, if any.");
    }
    return url;
  }

  private static URI absolute(String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.isAbsolute() && text.length() <= LONGEST) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "The URL must be absolute, well-formed and at most " + LONGEST + " characters long.");
  }
}
