package io.reelway.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URLs that a client may name. A host that is known not to be a public one is refused here, so
 * that the client learns the reason at once. Every connection checks again ({@link
 * OutboundClient}): a name may lead elsewhere later. Thread-safe.
 */
public final class OutboundUrls {
  private static final int LONGEST = 2000;
  private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}+");
  private static final int HIGHEST_PORT = 65_535;

  private final OutboundSettings settings;

  public OutboundUrls(OutboundSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads one. Blocks for a moment while the name of the host is looked up.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public URI parse(String text) {
    URI url = absolute(text);
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(settings.allowHttp() && scheme.equals("http"))) {
      throw new IllegalArgumentException(
          settings.allowHttp()
              ? "The URL must begin with http or https."
              : "The URL must begin with https.");
    }
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException("The URL must have a host and no user.");
    }
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("The URL must have a port between 1 and 65535, if any.");
    }
    if (!settings.allowPrivate() && HostLookup.isKnownAsPrivate(url.getHost())) {
      throw new IllegalArgumentException(
          "The URL must name a public host; this one has a loopback, private or reserved address.");
    }
    return url;
  }

  private static URI absolute(String text) {
    try {
      URI url = URI.create(encoded(URI.create(text.strip())));
      if (url.isAbsolute() && url.toString().length() <= LONGEST) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "The URL must be absolute, well-formed and at most " + LONGEST + " characters long.");
  }

  /**
   * Percent-encodes letters outside of ASCII as UTF-8, as browsers do. {@link URI#toASCIIString}
   * would normalize them, and so name another file.
   */
  private static String encoded(URI url) {
    return NOT_ASCII
        .matcher(url.toString())
        .replaceAll(letters -> URLEncoder.encode(letters.group(), UTF_8));
  }
}
