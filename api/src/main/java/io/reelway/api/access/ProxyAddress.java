package io.reelway.api.access;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address of a proxy, or a block of addresses.
 *
 * @param text as configured, e.g. {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code fd00::/8}
 */
public record ProxyAddress(String text) {
  public ProxyAddress {
    rule(text);
  }

  /** Reads an address or a block in CIDR notation. Host names are refused: they may change. */
  public static ProxyAddress valueOf(String text) {
    return new ProxyAddress(text.strip());
  }

  boolean matches(@Nullable InetAddress address) {
    return address != null && rule(text).matches(new InetSocketAddress(address, 0));
  }

  private static IpSubnetFilterRule rule(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    try {
      if (address != null) {
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
      }
    } catch (IllegalArgumentException noPrefix) {
      throw refused(text, noPrefix);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "reelway.access.trusted-proxies has the entry "
            + text
            + "; write addresses or blocks of them, e.g. 10.0.0.7 or 10.0.0.0/8",
        cause);
  }
}
