package io.reelway.usage;

import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.OpenMarks;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final String NUMBER = "(\\d{1,18})";
  private static final Pattern MARK =
      Pattern.compile("usage/jobs/N/([0-9a-f-]+)\\.N\\.N".replace("N", NUMBER));
  private static final Pattern SUM =
      Pattern.compile("usage/hours/N\\.N\\.N\\.N\\.N".replace("N", NUMBER));
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
    for (OpenMarks.Mark open : new OpenMarks(store).list()) {
      // Its job was, or will be, accepted after it was marked as open.
      settled = open.since().isBefore(settled) ? open.since() : settled;
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
    for (Matcher mark : matches(folder, MARK)) {
      Totals job = Totals.ofJob(number(mark, 3), number(mark, 4));
      // An attempt that was repeated may have made another output; the job is still one.
      if (jobs.putIfAbsent(mark.group(2), job) == null) {
        hours.merge(number(mark, 1), job, Totals::plus);
      }
    }
    return hours;
  }

  private Map<Long, Totals> folded() throws IOException {
    Map<Long, Totals> hours = new HashMap<>();
    for (Matcher sum : matches(HOURS, SUM)) {
      hours.putIfAbsent(
          number(sum, 1),
          new Totals(number(sum, 2), number(sum, 3), number(sum, 4), number(sum, 5)));
    }
    return hours;
  }

  /** The names in a folder that have that form. */
  private List<Matcher> matches(Location folder, Pattern form) throws IOException {
    List<Matcher> names = new ArrayList<>();
    for (StoredObject object : store.list(folder)) {
      Matcher name = form.matcher(object.location().key());
      if (name.matches()) {
        names.add(name);
      } else {
        store.skipped().add(Reason.FOREIGN, object.location().key());
      }
    }
    return names;
  }

  private static long number(Matcher name, int group) {
    return Long.parseLong(name.group(group));
  }

  private static Location hour(long hour) {
    return new Location(JOBS + "/" + hour);
  }

  private static long hourOf(Instant time) {
    return time.toEpochMilli() / HOUR;
  }
}
