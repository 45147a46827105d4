package io.reelway.store;

import io.reelway.job.AcceptedJob;
import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The jobs of each owner, the newest first: one empty object per job, whose key counts time
 * backwards, in folders of an hour, so that a page costs the same however many jobs there are.
 */
public final class JobIndex {
  /** The last millisecond that thirteen digits can hold, in the year 2286. */
  private static final long END_OF_TIME = 9_999_999_999_999L;

  private static final Pattern CURSOR = Pattern.compile("\\d{13}-[0-9a-f-]{36}");
  private static final int TIME_DIGITS = 13;

  private final Store store;

  public JobIndex(Store store) {
    this.store = store;
  }

  /** Adds a job; again is no error. */
  public void add(AcceptedJob job) throws IOException {
    store.put(location(job), new byte[0], Delivery.INTERNAL);
  }

  /** Takes a job off, whether it was on or not. */
  public void remove(AcceptedJob job) throws IOException {
    store.delete(location(job));
  }

  /** The place that a client may name to go on from; empty when the text is none. */
  public static Optional<String> cursor(String text) {
    return CURSOR.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /**
   * The next jobs of an owner.
   *
   * @param cursor behind which to begin; empty: at the newest
   */
  public List<Entry> page(String owner, Optional<String> cursor, int limit) throws IOException {
    Location folder = folder(owner);
    Location after = cursor.map(place -> location(owner, place)).orElse(folder);
    List<Entry> entries = new ArrayList<>();
    List<StoredObject> page;
    int missing;
    do {
      missing = limit - entries.size();
      page = store.list(folder, after, missing);
      page.forEach(object -> entry(object).ifPresent(entries::add));
      after = page.isEmpty() ? after : page.getLast().location();
    } while (entries.size() < limit && page.size() == missing);
    return entries;
  }

  private Optional<Entry> entry(StoredObject object) {
    Optional<Entry> entry =
        cursor(object.location().name())
            .map(cursor -> new Entry(cursor.substring(TIME_DIGITS + 1), cursor));
    if (entry.isEmpty()) {
      store.skipped().add(Reason.FOREIGN, object.location().key());
    }
    return entry;
  }

  private static Location location(AcceptedJob job) {
    long left = END_OF_TIME - job.createdAt().toEpochMilli();
    return location(job.owner(), "%013d-%s".formatted(left, job.id()));
  }

  private static Location location(String owner, String cursor) {
    long hour = Long.parseLong(cursor.substring(0, TIME_DIGITS)) / Duration.ofHours(1).toMillis();
    return new Location("%s/%07d/%s".formatted(folder(owner), hour, cursor));
  }

  private static Location folder(String owner) {
    return new Location("list/" + (owner.isEmpty() ? "anyone" : owner));
  }

  /**
   * A job on the list.
   *
   * @param cursor its place, to go on from
   */
  public record Entry(String jobId, String cursor) {}
}
