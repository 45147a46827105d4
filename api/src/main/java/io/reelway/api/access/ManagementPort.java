package io.reelway.api.access;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * A port of its own for health and metrics ({@code management.server.port}). Its operator decides
 * who reaches it; it needs no key, and changes nothing.
 */
public final class ManagementPort {
  private static final String NAMESPACE = "management";

  private ManagementPort() {}

  /** Whether the request came by that port; never when management shares the port of the API. */
  public static boolean serves(ServerWebExchange exchange) {
    return WebServerApplicationContext.hasServerNamespace(
        exchange.getApplicationContext(), NAMESPACE);
  }
}
