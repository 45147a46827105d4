package io.reelway.api.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who can reach a server, given its address and whether it has keys. */
public enum Exposure {
  /** A key is needed, so the network may reach it. */
  KEY_HOLDERS,
  /** No key is needed, and only this machine reaches it. */
  THIS_MACHINE,
  /** No key is needed, and the network reaches it. */
  EVERYONE;

  /** A shell command that makes a key, shows it, and sets it for the next start. */
  public static final String MAKE_A_KEY =
      "KEY=$(openssl rand -hex 24); echo \"$KEY\"; export REELWAY_KEYS=\"me:$KEY\"";

  /**
   * The exposure of a server.
   *
   * @param address where it listens; {@code null}: on every address of the machine
   */
  public static Exposure of(boolean keysRequired, @Nullable InetAddress address) {
    if (keysRequired) {
      return KEY_HOLDERS;
    }
    return address != null && address.isLoopbackAddress() ? THIS_MACHINE : EVERYONE;
  }
}
