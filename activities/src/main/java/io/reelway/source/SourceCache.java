package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.SourceRef;
import io.reelway.media.ByteSize;
import io.reelway.plan.ByteSpan;
import io.reelway.scratch.JobStatus;
import io.reelway.scratch.JobStatus.Answer;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The sources of jobs on this host. A source in a bucket is fetched once for all stages of its job
 * that run here, one after the other or at the same time. A source on a disk of this machine is
 * used in place. Thread-safe.
 *
 * <p>A segment of an MP4 needs only the headers and its own bytes, so a host that has no copy
 * fetches just these.
 *
 * <p>Stages see a copy only when it is complete. A copy that no stage uses is deleted when its job
 * no longer needs it, when its job has ended, when its job has not asked for it for an hour, or
 * when its space is needed. Copies lie in scratch, so the next process deletes those of a dead
 * process.
 */
public final class SourceCache {
  /** When a job waits longer for its next stage, its source is fetched again. */
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final Store store;
  private final Scratch scratch;
  private final SourceFetch fetches;
  private final ByteSize capacity;

  /** Copies in the order of their last use. Guarded by this. */
  private final Map<Key, CachedSource> copies = new LinkedHashMap<>();

  /**
   * @param capacity maximum total size of the copies that no stage uses; 0 keeps none
   */
  public SourceCache(Store store, Scratch scratch, ByteSize capacity) {
    this.store = store;
    this.scratch = scratch;
    this.fetches = new SourceFetch(store, scratch);
    this.capacity = capacity;
  }

  /**
   * The source of a job as a local file. Waits while another stage of the job fetches it. An
   * interrupt of the thread ends the fetch.
   *
   * @param progress receives the percent that has arrived, if this call fetches the source
   * @throws StageException with {@code UNKNOWN} when the store has no such source
   */
  public LocalSource open(AcceptedJob job, DoubleConsumer progress)
      throws IOException, InterruptedException {
    Location location = JobLocations.source(job.id());
    Optional<Path> local = store.file(location).filter(Files::exists);
    if (local.isPresent()) {
      return new LocalSource(local.get().toAbsolutePath(), () -> {});
    }
    CachedSource copy = use(Key.of(job));
    boolean ready = false;
    try {
      Path file = copy.file(() -> fetch(job, progress));
      ready = true;
      return new LocalSource(file, () -> release(copy));
    } finally {
      if (!ready) {
        release(copy);
      }
    }
  }

  /**
   * The source of a job as a local file that has its headers and these bytes, and zeros elsewhere.
   * If all of it is on this host anyway, or if its headers cannot be told apart, it is whole.
   *
   * @param span bytes of an MP4 that are read
   * @throws StageException with {@code UNKNOWN} when the store has no such source
   */
  public LocalSource open(AcceptedJob job, ByteSpan span) throws IOException, InterruptedException {
    Optional<LocalSource> part = isHere(job) ? Optional.empty() : part(job, span);
    return part.isPresent() ? part.get() : open(job, share -> {});
  }

  private Optional<LocalSource> part(AcceptedJob job, ByteSpan span)
      throws IOException, InterruptedException {
    CachedSource copy = use(Key.ofPart(job));
    boolean ready = false;
    try {
      Optional<Path> file = copy.part(() -> fetches.headers(job), span);
      ready = file.isPresent();
      return file.map(path -> new LocalSource(path, () -> release(copy)));
    } catch (NoSuchFileException gone) {
      throw SourceFetch.gone(gone);
    } finally {
      if (!ready) {
        release(copy);
      }
    }
  }

  private boolean isHere(AcceptedJob job) {
    synchronized (this) {
      if (copies.containsKey(Key.of(job))) {
        return true;
      }
    }
    return store.file(JobLocations.source(job.id())).isPresent();
  }

  /**
   * Notes that a rendition no longer needs the source of its job. The copy goes when the other
   * renditions do not need it either, as far as they are made on this host. A stage that uses it
   * now keeps it to its end.
   *
   * @param others names of the renditions that still needed the source when the stage was
   *     scheduled; some may have ended since then
   */
  public void release(AcceptedJob job, String rendition, Collection<String> others)
      throws IOException {
    for (Key key : List.of(Key.of(job), Key.ofPart(job))) {
      if (isLast(key, rendition, others)) {
        release(key);
      }
    }
  }

  private synchronized boolean isLast(Key key, String rendition, Collection<String> others) {
    CachedSource copy = copies.get(key);
    if (copy == null) {
      return false;
    }
    copy.ended.add(rendition);
    return copy.ended.containsAll(others);
  }

  /**
   * Deletes unused copies of jobs that have ended, and old ones; on a full disk, all unused copies.
   */
  public void sweep(JobStatus jobs, Instant now) throws IOException {
    if (!scratch.hasRoom()) {
      shrink(0);
    }
    Instant oldest = now.minus(MAX_AGE);
    for (Map.Entry<Key, CachedSource> unused : unused()) {
      String jobId = unused.getKey().jobId();
      if (unused.getValue().lastUse.isBefore(oldest) || jobs.of(jobId) == Answer.ENDED) {
        release(unused.getKey());
      }
    }
  }

  private synchronized List<Map.Entry<Key, CachedSource>> unused() {
    return copies.entrySet().stream()
        .filter(copy -> copy.getValue().isUnused())
        .map(Map.Entry::copyOf)
        .toList();
  }

  private synchronized CachedSource use(Key key) {
    CachedSource copy = copies.remove(key);
    if (copy == null) {
      copy = new CachedSource();
    }
    copies.put(key, copy);
    copy.users++;
    copy.lastUse = Instant.now();
    copy.wanted = true;
    return copy;
  }

  private void release(CachedSource copy) throws IOException {
    synchronized (this) {
      copy.users--;
      copy.lastUse = Instant.now();
    }
    shrink(capacity.bytes());
  }

  private void release(Key key) throws IOException {
    synchronized (this) {
      CachedSource copy = copies.get(key);
      if (copy != null) {
        copy.wanted = false;
      }
    }
    shrink(capacity.bytes());
  }

  /**
   * Deletes the copies that no stage needs. Then deletes unused copies, the least recently used
   * first, until at most that many bytes are left.
   */
  private void shrink(long bytes) throws IOException {
    for (CachedSource copy : removeUnused(bytes)) {
      copy.delete();
    }
  }

  private synchronized List<CachedSource> removeUnused(long bytes) {
    List<CachedSource> out = new ArrayList<>();
    copies.values().removeIf(copy -> copy.isUnneeded() && out.add(copy));
    long kept = unusedBytes();
    Iterator<Map.Entry<Key, CachedSource>> oldest = copies.entrySet().iterator();
    while (kept > bytes && oldest.hasNext()) {
      Map.Entry<Key, CachedSource> copy = oldest.next();
      if (copy.getValue().isUnused()) {
        kept -= copy.getKey().source().bytes();
        out.add(copy.getValue());
        oldest.remove();
      }
    }
    return out;
  }

  private synchronized long unusedBytes() {
    return copies.entrySet().stream()
        .filter(copy -> copy.getValue().isUnused())
        .mapToLong(copy -> copy.getKey().source().bytes())
        .sum();
  }

  private Scratch.Directory fetch(AcceptedJob job, DoubleConsumer progress)
      throws IOException, InterruptedException {
    if (scratch.freeBytes() < scratch.reserve() + job.source().bytes()) {
      shrink(0);
    }
    return fetches.whole(job, progress);
  }

  /**
   * A job and its source: a file that a server sends for the same job on another day may differ.
   *
   * @param part whether only some bytes are copied
   */
  private record Key(String jobId, SourceRef source, boolean part) {
    static Key of(AcceptedJob job) {
      return new Key(job.id(), job.source(), false);
    }

    static Key ofPart(AcceptedJob job) {
      return new Key(job.id(), job.source(), true);
    }
  }
}
