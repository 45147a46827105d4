package io.reelway.api.connections;

import com.sun.management.UnixOperatingSystemMXBean;
import io.reelway.media.ByteSize;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Limits of client connections.
 *
 * @param total maximum number of connections; 0: a third of the files that the process may open, at
 *     most 10,000, because a connection may also need a file and a connection to the store
 * @param perAddress maximum number of connections from one address; 0: half of the total
 * @param requestHeader time limit for a new connection to send the header of a request
 * @param idle time limit from the end of an answer to the header of the next request
 * @param minimumRate minimum bytes per second that a client must send of a body, or read of an
 *     answer
 */
public record ConnectionSettings(
    int total, int perAddress, Duration requestHeader, Duration idle, ByteSize minimumRate) {
  private static final int MOST = 10_000;
  private static final int FEWEST = 16;

  public ConnectionSettings {
    if (total < 0 || perAddress < 0) {
      throw new IllegalArgumentException(
          "reelway.connections.total and per-address are "
              + total
              + " and "
              + perAddress
              + "; write how many connections there may be, or 0 for the default");
    }
    total = total == 0 ? byOpenFiles() : total;
    perAddress = perAddress == 0 ? Math.max(1, total / 2) : perAddress;
    positive("request-header", requestHeader, "15s");
    positive("idle", idle, "60s");
  }

  private static int byOpenFiles() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : MOST;
    return Math.clamp(files / 3, FEWEST, MOST);
  }

  private static void positive(String name, Duration value, String example) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(
          "reelway.connections."
              + name
              + " is "
              + value
              + "; write a duration above zero, e.g. "
              + example);
    }
  }
}
