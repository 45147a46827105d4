package io.reelway.usage;

import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts every job that is done once, for ever, however many processes count and however often they
 * are interrupted. Only names of empty objects are written, none of which ever changes:
 *
 * <ul>
 *   <li>a mark per job, {@code usage/jobs/HOUR/ID.INPUT.OUTPUT}, in the hour the job was accepted
 *       in, so that a repetition finds the same place;
 *   <li>a sum per hour, {@code usage/hours/HOUR.JOBS.INPUT.OUTPUT.SAVED}, once all of its jobs have
 *       ended. From then on it alone counts, and the marks are deleted.
 * </ul>
 *
 * Folding needs no lock. All who fold an hour see the same marks and write the same sum: whoever
 * lists marks after the first deletion finds that there is a sum already. All methods block.
 */
public final class UsageLedger {
  private static final Location JOBS = new Location("usage/jobs");
  private static final Location HOURS = new Location("usage/hours");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** More than clocks of different hosts ever differ. */
  private static final Duration SETTLED = Duration.ofHours(2);

  private final Store store;
  private final Clock clock;

  public UsageLedger(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Counts a job that is done. To be called before its end is recorded; again is no error.
   *
   * @param id of the job's upload, which no other job has
   * @param acceptedAt of the job, always the same
   */
  public void count(String id, Instant acceptedAt, long inputBytes, long outputBytes)
      throws IOException {
    Location folder = hour(hourOf(acceptedAt));
    Location mark = new Location("%s/%s.%d.%d".formatted(folder, id, inputBytes, outputBytes));
    store.put(mark, new byte[0], Delivery.INTERNAL);
  }

  /** All that was ever counted. */
  public Totals totals() throws IOException {
    // Marks first: what is folded meanwhile is then found twice, and never missed.
    SortedMap<Long, Totals> hours = marked(JOBS);
    hours.putAll(folded());
    return hours.values().stream().reduce(Totals.NONE, Totals::plus);
  }

  /** Sums up the hours whose jobs have all ended. */
  public void fold() throws IOException {
    Instant settled = clock.instant().minus(SETTLED);
    for (StoredObject open : store.list(JobLocations.OPEN)) {
      // Its job was, or will be, accepted after it was marked as open.
      settled = open.storedAt().isBefore(settled) ? open.storedAt() : settled;
    }
    for (long hour : marked(JOBS).headMap(hourOf(settled)).keySet()) {
      fold(hour);
    }
  }

  private void fold(long hour) throws IOException {
    Totals sum = marked(hour(hour)).getOrDefault(hour, Totals.NONE);
    if (!folded().containsKey(hour)) {
      Location place =
          new Location(
              "%s/%d.%d.%d.%d.%d"
                  .formatted(
                      HOURS,
                      hour,
                      sum.jobs(),
                      sum.inputBytes(),
                      sum.outputBytes(),
                      sum.savedBytes()));
      store.put(place, new byte[0], Delivery.INTERNAL);
    }
    store.deleteFolder(hour(hour));
  }

  private SortedMap<Long, Totals> marked(Location folder) throws IOException {
    Map<String, Totals> jobs = new HashMap<>();
    SortedMap<Long, Totals> hours = new TreeMap<>();
    for (StoredObject mark : store.list(folder)) {
      List<String> parts = parts(mark);
      Totals job = Totals.ofJob(Long.parseLong(parts.get(1)), Long.parseLong(parts.get(2)));
      // An attempt that was repeated may have made another output; the job is still one.
      if (jobs.putIfAbsent(parts.get(0), job) == null) {
        hours.merge(hourOf(mark.location()), job, Totals::plus);
      }
    }
    return hours;
  }

  private Map<Long, Totals> folded() throws IOException {
    Map<Long, Totals> hours = new HashMap<>();
    for (StoredObject sum : store.list(HOURS)) {
      List<Long> numbers = parts(sum).stream().map(Long::parseLong).toList();
      hours.putIfAbsent(
          numbers.get(0),
          new Totals(numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4)));
    }
    return hours;
  }

  private static List<String> parts(StoredObject object) {
    String key = object.location().key();
    return List.of(key.substring(key.lastIndexOf('/') + 1).split("\\.", -1));
  }

  private static Location hour(long hour) {
    return new Location(JOBS + "/" + hour);
  }

  private static long hourOf(Instant time) {
    return time.toEpochMilli() / HOUR;
  }

  private static long hourOf(Location mark) {
    return Long.parseLong(mark.key().split("/", -1)[2]);
  }
}
