package io.reelway.api.access;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The host that a request is addressed to. */
final class RequestHost {
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private RequestHost() {}

  /** In lower case, without user, port and closing dot; empty when the URI names none. */
  static String of(URI uri) {
    // URI.getHost() knows no names with an underscore, which container networks have.
    String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether that name or address always means the machine itself; no name is resolved for it. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
