package io.reelway.api.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Takes scheme, host, port, path prefix and client address from {@code Forwarded} or {@code
 * X-Forwarded-*} when a trusted proxy sends them, and removes these headers when anyone else does.
 */
public final class ForwardedHeaders extends ForwardedHeaderTransformer {
  private final List<ProxyAddress> trusted;
  private final ForwardedHeaderTransformer remover = new ForwardedHeaderTransformer();

  /**
   * @param settings the proxies that are trusted
   */
  public ForwardedHeaders(AccessSettings settings) {
    this.trusted = settings.trustedProxies();
    remover.setRemoveOnly(true);
  }

  @Override
  public ServerHttpRequest apply(ServerHttpRequest request) {
    return isTrusted(request.getRemoteAddress()) ? super.apply(request) : remover.apply(request);
  }

  private boolean isTrusted(@Nullable InetSocketAddress peer) {
    InetAddress address = peer == null ? null : peer.getAddress();
    return trusted.stream().anyMatch(proxy -> proxy.matches(address));
  }
}
