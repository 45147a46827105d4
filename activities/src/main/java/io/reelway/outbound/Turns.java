package io.reelway.outbound;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How many calls of one kind are under way in this process, for each owner and to each host. The
 * bounds leave room for the others, however slow the servers of one owner are, and however many
 * jobs name one host. Thread-safe.
 */
public final class Turns {
  private final int perOwner;
  private final int perHost;
  private final Map<String, Integer> taken = new HashMap<>();

  public Turns(OutboundSettings settings) {
    this.perOwner = settings.perOwner();
    this.perHost = settings.perHost();
  }

  /**
   * Begins a call; empty when the owner or the host has its share already.
   *
   * @param owner empty for those without a key, who have no bound together
   */
  public synchronized Optional<Turn> begin(String owner, URI url) {
    String host = "host " + Objects.requireNonNull(url.getHost()).toLowerCase(Locale.ROOT);
    String whose = "owner " + owner;
    if ((!owner.isEmpty() && taken(whose) >= perOwner) || taken(host) >= perHost) {
      return Optional.empty();
    }
    taken.merge(whose, 1, Integer::sum);
    taken.merge(host, 1, Integer::sum);
    return Optional.of(() -> end(whose, host));
  }

  private int taken(String name) {
    return taken.getOrDefault(name, 0);
  }

  private synchronized void end(String whose, String host) {
    for (String name : new String[] {whose, host}) {
      taken.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** One call that is under way. */
  @FunctionalInterface
  public interface Turn {
    /** The call has ended; once. */
    void end();
  }
}
