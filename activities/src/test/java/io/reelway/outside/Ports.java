package io.reelway.outside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that start slowly, or that stop and come back. */
public final class Ports {
  private static final int LOWEST = 20_000;

  /**
   * The first port that the system may use for outgoing connections (Linux's {@code
   * ip_local_port_range}). Such a connection could take a port before its program starts.
   */
  private static final int BEYOND = 32_768;

  /** Test JVMs that run side by side; each has its own ports. */
  private static final int FORKS = 8;

  private static final int FORK = Integer.getInteger("reelway.fork", 0) % FORKS;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** Returns a free port of the loopback address. Each port is returned only once. */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (port % FORKS == FORK && GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
