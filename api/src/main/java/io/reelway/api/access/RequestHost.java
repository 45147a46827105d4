package io.reelway.api.access;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The host that a request names. */
final class RequestHost {
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private RequestHost() {}

  /** The host in lower case, without user, port and trailing dot; empty if the URI has none. */
  static String of(URI uri) {
    // URI.getHost() rejects names with an underscore, which container networks use.
    String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether the name or address always means this machine. Resolves no names. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
