package io.reelway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that begin with the same bits. */
final class AddressBlock {
  private final byte[] network;
  private final int prefix;

  private AddressBlock(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /** Reads the form {@code 10.0.0.0/8} or {@code fc00::/7}. */
  static AddressBlock of(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      byte[] network = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return new AddressBlock(network, Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException notAnAddress) {
      throw new IllegalArgumentException(cidr, notAnAddress);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
