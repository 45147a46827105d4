package io.reelway.api.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which hosts, browser origins and proxies are accepted.
 *
 * @param hosts names or addresses, without a port, that a server without keys also answers to;
 *     {@code *}: any
 * @param corsOrigins origins, e.g. {@code https://app.example.org}, whose pages may call the API
 *     from a browser; empty: none
 * @param trustedProxies proxies whose forwarded headers are used; empty: none
 */
public record AccessSettings(
    Set<String> hosts, Set<String> corsOrigins, List<ProxyAddress> trustedProxies) {
  /** The value that means any host. */
  static final String ANY_HOST = "*";

  private static final Pattern HOST =
      Pattern.compile("\\*|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]");

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9_.-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");

  public AccessSettings {
    hosts = lowerCase(hosts);
    corsOrigins = lowerCase(corsOrigins);
    trustedProxies = List.copyOf(trustedProxies);
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "reelway.access.hosts has the entry "
                + host
                + "; write names or addresses without scheme and port, e.g. media.example.org, or"
                + " [fd00::1]");
      }
    }
    for (String origin : corsOrigins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "reelway.access.cors-origins has the entry "
                + origin
                + "; write origins, scheme and host and no path, e.g. https://app.example.org");
      }
    }
  }

  private static Set<String> lowerCase(Set<String> values) {
    return values.stream()
        .map(value -> value.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
