package io.reelway.store;

import io.reelway.log.ThrottledLog;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts entries of a store that Reelway cannot use. Such an entry must not stop work on the
 * others: it is skipped, counted each time, and logged at most once in ten minutes per reason.
 * Thread-safe.
 */
public final class SkippedEntries {
  private static final Logger LOG = LoggerFactory.getLogger(SkippedEntries.class);
  private static final int LONGEST = 200;

  private final Map<Reason, Skipped> all = new EnumMap<>(Reason.class);

  public SkippedEntries() {
    for (Reason reason : Reason.values()) {
      all.put(reason, new Skipped(new LongAdder(), new ThrottledLog(Duration.ofMinutes(10))));
    }
  }

  /** Why an entry is skipped. */
  public enum Reason {
    /** Reelway gives no such name in that folder. */
    FOREIGN,
    /** The entry is a record with content that Reelway does not write. */
    UNREADABLE,
    /** The store refused to erase the entry. */
    UNERASABLE
  }

  /**
   * Counts an entry.
   *
   * @param key its key as the store reports it; may be any text
   */
  public void add(Reason reason, String key) {
    Skipped skipped = of(reason);
    skipped.count().increment();
    skipped
        .log()
        .admit()
        .ifPresent(others ->
            LOG.warn(
                "An entry of the store is skipped, reason={}, key={}, moreSinceLastLine={}",
                reason,
                printable(key),
                others));
  }

  /** How many times this process skipped an entry for that reason, since it started. */
  public long count(Reason reason) {
    return of(reason).count().sum();
  }

  private Skipped of(Reason reason) {
    return Objects.requireNonNull(all.get(reason), "Every reason has its place");
  }

  /**
   * Shortens the key and replaces its control characters: a foreign name must not add lines to the
   * log.
   */
  private static String printable(String key) {
    return key.substring(0, Math.min(LONGEST, key.length())).replaceAll("\\p{Cntrl}", "?");
  }

  private record Skipped(LongAdder count, ThrottledLog log) {}
}
