package io.reelway.api.access;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * The separate port for health and metrics ({@code management.server.port}). The operator decides
 * who can reach it; it needs no key and is read-only.
 */
public final class ManagementPort {
  private static final String NAMESPACE = "management";

  private ManagementPort() {}

  /**
   * Whether the request arrived on that port; always {@code false} when management shares the port
   * of the API.
   */
  public static boolean serves(ServerWebExchange exchange) {
    return WebServerApplicationContext.hasServerNamespace(
        exchange.getApplicationContext(), NAMESPACE);
  }
}
