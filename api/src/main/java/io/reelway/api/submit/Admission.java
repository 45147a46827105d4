package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.ErrorCode;
import io.reelway.scratch.FreeSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Limits the number of unfinished jobs, and keeps free space on a local disk. The jobs in the
 * catalog, including those of other API processes, are counted periodically; in between this
 * process adds its own. Its uploads in progress, which the catalog does not count, are added. So
 * the limit is approximate, and a check costs nothing. Thread-safe.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final JobCatalog catalog;
  private final Optional<Path> disk;
  private final long reserve;
  private final int limit;
  private final AtomicInteger counted = new AtomicInteger();
  private final AtomicInteger uploading = new AtomicInteger();
  private volatile boolean stale = true;

  /**
   * @param disk a directory on the disk of the sources; empty if they are not on this machine
   * @param reserve bytes that stay free on it
   * @param limit maximum number of unfinished jobs
   */
  Admission(JobCatalog catalog, Optional<Path> disk, long reserve, int limit) {
    this.catalog = catalog;
    this.disk = disk;
    this.reserve = reserve;
    this.limit = limit;
  }

  /**
   * Admits one more job.
   *
   * @throws RequestException with {@code UNAVAILABLE} if a limit is reached
   */
  void enter() throws IOException {
    if (unfinished() >= limit) {
      stale = true;
      throw full("Too many jobs are waiting or running; try again later.");
    }
    if (disk.isPresent() && FreeSpace.of(disk.get()) < reserve) {
      throw full("The server has too little free disk space; try again later.");
    }
    uploading.incrementAndGet();
  }

  /** The upload of an admitted job ended, and the catalog has the job. */
  void accepted() {
    counted.incrementAndGet();
    leave();
  }

  /** The upload of an admitted job ended; the catalog has no job of it, or may have one. */
  void leave() {
    uploading.decrementAndGet();
    stale = true;
  }

  /** Counts the unfinished jobs of the catalog again, if their number can have changed. */
  @Scheduled(fixedDelayString = "PT10S")
  void recount() {
    if (!stale) {
      return;
    }
    stale = false; // first, so that a job that is accepted meanwhile is counted next time
    try {
      counted.set(catalog.countOpen());
      if (counted.get() > 0) {
        stale = true;
      }
    } catch (IOException unreachable) {
      stale = true;
      LOG.info("Unfinished jobs are counted later, reason={}", unreachable.getMessage());
    }
  }

  /** The approximate number of unfinished jobs. */
  int unfinished() {
    return counted.get() + uploading.get();
  }

  private static RequestException full(String sentence) {
    return new RequestException(ErrorCode.UNAVAILABLE, sentence);
  }
}
