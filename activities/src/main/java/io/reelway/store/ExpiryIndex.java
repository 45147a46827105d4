package io.reelway.store;

import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are to be erased when: an empty object per job, in a folder per hour, so that a sweep
 * lists the hours since the last one and never all jobs that are kept.
 */
public final class ExpiryIndex {
  private static final Location ROOT = new Location("expiry");
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyyMMddHH", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Longer absences than this are made up for by one listing of the whole index. */
  private static final Duration LONG_AGO = Duration.ofDays(31);

  private final Store store;

  public ExpiryIndex(Store store) {
    this.store = store;
  }

  /** Notes a job. The same job and time may be noted again. */
  public void note(String jobId, Instant expiresAt) throws IOException {
    store.put(location(jobId, expiresAt), new byte[0], Delivery.INTERNAL);
  }

  /**
   * The jobs whose time is over.
   *
   * @param since everything that was due before was forgotten already; {@code null}, or a time that
   *     is still to come: not known. The latter comes from a process whose clock ran ahead
   */
  public List<Due> due(@Nullable Instant since, Instant now) throws IOException {
    List<Due> due = new ArrayList<>();
    for (Location folder : folders(since, now)) {
      for (StoredObject note : store.list(folder)) {
        Optional<Due> one = Due.parse(note.location());
        if (one.isEmpty()) {
          store.skipped().add(Reason.FOREIGN, note.location().key());
        }
        one.filter(noted -> !noted.expiresAt().isAfter(now)).ifPresent(due::add);
      }
    }
    return due;
  }

  /** Strikes a job off that was noted with that time. */
  public void forget(String jobId, Instant expiresAt) throws IOException {
    store.delete(location(jobId, expiresAt));
  }

  /** Has a job that could not be erased come up again at another time. */
  public void postpone(Due due, Instant until) throws IOException {
    note(due.jobId(), until);
    forget(due);
  }

  /** Strikes a job off. */
  public void forget(Due due) throws IOException {
    store.delete(due.note());
  }

  private static List<Location> folders(@Nullable Instant since, Instant now) {
    if (since == null || since.isAfter(now) || since.isBefore(now.minus(LONG_AGO))) {
      return List.of(ROOT);
    }
    List<Location> folders = new ArrayList<>();
    for (Instant hour = since.truncatedTo(ChronoUnit.HOURS);
        !hour.isAfter(now);
        hour = hour.plus(1, ChronoUnit.HOURS)) {
      folders.add(folder(hour));
    }
    return folders;
  }

  private static Location folder(Instant hour) {
    return new Location(ROOT.key() + "/" + HOUR.format(hour));
  }

  private static Location location(String jobId, Instant expiresAt) {
    return new Location(folder(expiresAt).key() + "/" + expiresAt.toEpochMilli() + "." + jobId);
  }

  /** A job whose time is over, and the note that says so. */
  public record Due(Location note, String jobId, Instant expiresAt) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.([a-z0-9-]+)");

    private static Optional<Due> parse(Location note) {
      Matcher name = NAME.matcher(note.name());
      return name.matches()
          ? Optional.of(
              new Due(note, name.group(2), Instant.ofEpochMilli(Long.parseLong(name.group(1)))))
          : Optional.empty();
    }
  }
}
