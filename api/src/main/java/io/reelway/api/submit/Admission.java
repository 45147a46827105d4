package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Whether there is room for one more job: unfinished ones are bounded in number, and a local disk
 * keeps a reserve. Unfinished jobs are counted in the catalog now and then, those of other API
 * processes included, and this process adds its own in between; so the bound holds roughly, and
 * asking costs nothing. Thread-safe.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final JobCatalog catalog;
  private final Optional<Path> disk;
  private final long reserve;
  private final int limit;
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile boolean stale = true;

  /**
   * @param disk a directory on the disk that sources are written to; empty when that is no disk of
   *     this machine
   * @param reserve bytes that stay free on it
   * @param limit number of unfinished jobs past which no more are accepted
   */
  Admission(JobCatalog catalog, Optional<Path> disk, long reserve, int limit) {
    this.catalog = catalog;
    this.disk = disk;
    this.reserve = reserve;
    this.limit = limit;
  }

  /**
   * Counts one more job in.
   *
   * @throws RequestException with {@code UNAVAILABLE} when there is no room
   */
  void enter() throws IOException {
    if (unfinished.get() >= limit) {
      stale = true;
      throw full("Too many jobs are waiting or running; try again later.");
    }
    if (disk.isPresent() && Files.getFileStore(disk.get()).getUsableSpace() < reserve) {
      throw full("The server has too little free disk space; try again later.");
    }
    unfinished.incrementAndGet();
    stale = true;
  }

  /** A job that was counted in has come to nothing. */
  void leave() {
    unfinished.decrementAndGet();
  }

  /** Counts the unfinished jobs of the catalog again, if their number can have changed. */
  @Scheduled(fixedDelayString = "PT10S")
  void recount() {
    if (!stale) {
      return;
    }
    try {
      int counted = catalog.countOpen();
      unfinished.set(counted);
      stale = counted > 0;
    } catch (IOException unreachable) {
      LOG.info("Unfinished jobs are counted later, reason={}", unreachable.getMessage());
    }
  }

  /** Unfinished jobs, roughly. */
  int unfinished() {
    return unfinished.get();
  }

  private static RequestException full(String sentence) {
    return new RequestException(ErrorCode.UNAVAILABLE, sentence);
  }
}
