package io.reelway.api.connections;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections of clients, by address. A connection is busy from the header of a request to the
 * end of its answer, and idle otherwise. When the limit is reached, the connection that has been
 * idle longest is closed for a new one, so silent connections never block new clients. Thread-safe.
 */
final class Connections {
  private final int total;
  private final int perAddress;
  private final Map<Channel, InetAddress> open = new HashMap<>();
  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private final Map<InetAddress, Integer> busyByAddress = new HashMap<>();
  private final Set<Channel> idle = new LinkedHashSet<>();

  Connections(ConnectionSettings settings) {
    this.total = settings.total();
    this.perAddress = settings.perAddress();
  }

  /**
   * Adds a new connection, as idle.
   *
   * @return whether it may stay, and which connection to close for it
   */
  synchronized Admission open(Channel channel, InetAddress address) {
    Optional<Channel> victim = Optional.empty();
    if (count(byAddress, address) >= perAddress) {
      victim = idle.stream().filter(one -> address.equals(open.get(one))).findFirst();
      if (victim.isEmpty()) {
        return Admission.REFUSED;
      }
    } else if (open.size() >= total) {
      victim = idle.stream().findFirst();
      if (victim.isEmpty()) {
        return Admission.REFUSED;
      }
    }
    victim.ifPresent(this::close);
    open.put(channel, address);
    byAddress.merge(address, 1, Integer::sum);
    idle.add(channel);
    return new Admission(true, victim);
  }

  /** Marks the connection as busy; {@code false} if it has just been closed for a new one. */
  synchronized boolean begin(Channel channel) {
    if (!open.containsKey(channel)) {
      return false;
    }
    if (idle.remove(channel)) {
      busyByAddress.merge(open.get(channel), 1, Integer::sum);
    }
    return true;
  }

  /** Marks the connection as idle. */
  synchronized void end(Channel channel) {
    if (open.containsKey(channel) && idle.add(channel)) {
      less(busyByAddress, open.get(channel));
    }
  }

  /** Removes a closed connection; a second call does nothing. */
  synchronized void close(Channel channel) {
    InetAddress address = open.remove(channel);
    if (address != null) {
      less(byAddress, address);
      if (!idle.remove(channel)) {
        less(busyByAddress, address);
      }
    }
  }

  /**
   * Whether so many requests are in progress, from one address or in total, that only health checks
   * are answered. A tenth of the connections is reserved for these, so that a load balancer does
   * not drop this server.
   */
  synchronized boolean isCrowded(Channel channel) {
    InetAddress address = open.get(channel);
    return busy() > share(total)
        || (address != null && count(busyByAddress, address) > share(perAddress));
  }

  synchronized int open() {
    return open.size();
  }

  synchronized int busy() {
    return open.size() - idle.size();
  }

  private static int share(int limit) {
    return limit - Math.max(1, limit / 10);
  }

  private static int count(Map<InetAddress, Integer> counts, InetAddress address) {
    return counts.getOrDefault(address, 0);
  }

  private static void less(Map<InetAddress, Integer> counts, InetAddress address) {
    counts.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }

  /**
   * The decision about a new connection.
   *
   * @param victim an idle connection to close for it
   */
  record Admission(boolean admitted, Optional<Channel> victim) {
    static final Admission REFUSED = new Admission(false, Optional.empty());
  }
}
