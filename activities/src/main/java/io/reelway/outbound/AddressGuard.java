package io.reelway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distinguishes public addresses from addresses of private networks: loopback, private and shared
 * ranges, link-local (where clouds keep their metadata), multicast, and every form of IPv6 that
 * carries an IPv4 address within it. The ranges are those that IANA's special-purpose registries
 * (RFC 6890 and its successors) do not call globally reachable.
 */
final class AddressGuard {
  private static final List<AddressBlock> CLOSED =
      blocks(
          // IPv4
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers; some clouds' metadata
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local; metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays from 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          // IPv6, within what is global at all
          "2001::/23", // protocol assignments, Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: any IPv4 address within
          "3fff::/20", // documentation
          "5f00::/16"); // segment routing

  /** The only part of IPv6 that is handed out for use in the Internet. */
  private static final AddressBlock GLOBAL_IPV6 = AddressBlock.of("2000::/3");

  /** Translates to IPv4 where a network has no IPv4 of its own; the last 32 bits decide. */
  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");

  private AddressGuard() {}

  /** Whether an address belongs to the public Internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NAT64.contains(bytes)) {
      return isPublic(Arrays.copyOfRange(bytes, 12, 16));
    }
    return isPublic(bytes);
  }

  private static boolean isPublic(byte[] address) {
    boolean open = address.length == 4 || GLOBAL_IPV6.contains(address);
    return open && CLOSED.stream().noneMatch(block -> block.contains(address));
  }

  /**
   * All addresses of a host, each of them public; one private address among them is reason enough
   * to refuse the host.
   *
   * @throws RefusedAddressException when one of them is not
   */
  static InetAddress[] publicAddresses(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    if (!Arrays.stream(addresses).allMatch(AddressGuard::isPublic)) {
      throw new RefusedAddressException();
    }
    return addresses;
  }

  private static List<AddressBlock> blocks(String... cidrs) {
    return Stream.of(cidrs).map(AddressBlock::of).toList();
  }
}
