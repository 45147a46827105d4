package io.reelway.outbound;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Limits the calls that are under way in this process, for each owner and to each host. The slow
 * servers of one owner, or many jobs for one host, leave room for the others. Thread-safe.
 */
public final class CallQuota {
  private final int perOwner;
  private final int perHost;
  private final Map<String, Integer> taken = new HashMap<>();

  public CallQuota(OutboundSettings settings) {
    this.perOwner = settings.perOwner();
    this.perHost = settings.perHost();
  }

  /**
   * Begins a call; empty when the owner or the host has reached its limit.
   *
   * @param owner empty for those without a key, for whom there is no common limit
   */
  public synchronized Optional<CallPermit> begin(String owner, URI url) {
    String hostKey = "host " + Objects.requireNonNull(url.getHost()).toLowerCase(Locale.ROOT);
    String ownerKey = "owner " + owner;
    if ((!owner.isEmpty() && taken(ownerKey) >= perOwner) || taken(hostKey) >= perHost) {
      return Optional.empty();
    }
    taken.merge(ownerKey, 1, Integer::sum);
    taken.merge(hostKey, 1, Integer::sum);
    return Optional.of(() -> end(ownerKey, hostKey));
  }

  private int taken(String name) {
    return taken.getOrDefault(name, 0);
  }

  private synchronized void end(String ownerKey, String hostKey) {
    for (String name : new String[] {ownerKey, hostKey}) {
      taken.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** One call that is under way. */
  @FunctionalInterface
  public interface CallPermit {
    /** Ends the call. Call it once. */
    void end();
  }
}
