package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.SourceRef;
import io.reelway.media.ByteSize;
import io.reelway.scratch.JobStatus;
import io.reelway.scratch.JobStatus.Answer;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * <p>Stages see a copy only when it is complete. A copy that no stage uses is deleted when its job
 * no longer needs it, when its job has ended, when its job has not asked for it for an hour, or
 * when its space is needed. Copies lie in scratch, so the next process deletes those of a dead
 * process.
 */
public final class SourceCache {
  private static final String PREFIX = "source-";
  private static final int PIECE = 1 << 16;

  /** When a job waits longer for its next stage, its source is fetched again. */
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final Store store;
  private final Scratch scratch;
  private final ByteSize capacity;

  /** Copies in the order of their last use. Guarded by this. */
  private final Map<Key, CachedSource> copies = new LinkedHashMap<>();

  /**
   * @param capacity maximum total size of the copies that no stage uses; 0 keeps none
   */
  public SourceCache(Store store, Scratch scratch, ByteSize capacity) {
    this.store = store;
    this.scratch = scratch;
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
    CachedSource copy = use(job);
    boolean ready = false;
    try {
      Path file = copy.file(() -> fetch(job, location, progress));
      ready = true;
      return new LocalSource(file, () -> release(copy));
    } finally {
      if (!ready) {
        release(copy);
      }
    }
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
    if (isLast(Key.of(job), rendition, others)) {
      release(Key.of(job));
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
    Instant oldest = now.minus(MAX_AGE);
    for (Map.Entry<Key, CachedSource> unused : unused()) {
      String jobId = unused.getKey().jobId();
      if (unused.getValue().isOlderThan(oldest) || jobs.of(jobId) == Answer.ENDED) {
        release(unused.getKey());
      }
    }
    if (!scratch.hasRoom()) {
      shrink(0);
    }
  }

  private synchronized List<Map.Entry<Key, CachedSource>> unused() {
    return copies.entrySet().stream()
        .filter(copy -> copy.getValue().isUnused())
        .map(Map.Entry::copyOf)
        .toList();
  }

  private synchronized CachedSource use(AcceptedJob job) {
    Key key = Key.of(job);
    CachedSource copy = copies.remove(key);
    if (copy == null) {
      copy = new CachedSource();
    }
    copies.put(key, copy);
    copy.users++;
    copy.wanted = true;
    return copy;
  }

  private void release(CachedSource copy) throws IOException {
    synchronized (this) {
      copy.users--;
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

  private Scratch.Directory fetch(AcceptedJob job, Location location, DoubleConsumer progress)
      throws IOException, InterruptedException {
    long bytes = job.source().bytes();
    if (scratch.freeBytes() < scratch.reserve() + bytes) {
      shrink(0);
    }
    Scratch.Directory directory = scratch.directory(PREFIX + job.id());
    boolean whole = false;
    try (InputStream content = store.open(location, 0)) {
      copy(content, directory.path().resolve(CachedSource.NAME), bytes, progress);
      whole = true;
      return directory;
    } catch (NoSuchFileException gone) {
      throw new StageException(ErrorCode.UNKNOWN, "The file of this job is gone.", gone);
    } finally {
      if (!whole) {
        directory.close();
      }
    }
  }

  private static void copy(InputStream content, Path copy, long bytes, DoubleConsumer progress)
      throws IOException, InterruptedException {
    byte[] piece = new byte[PIECE];
    long copied = 0;
    try (OutputStream target = Files.newOutputStream(copy)) {
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("Stopped while the source was copied");
        }
        target.write(piece, 0, read);
        copied += read;
        progress.accept(Math.min(100, 100.0 * copied / Math.max(1, bytes)));
      }
    }
  }

  /**
   * A job and its source: a file that a server sends for the same job on another day may differ.
   */
  private record Key(String jobId, SourceRef source) {
    static Key of(AcceptedJob job) {
      return new Key(job.id(), job.source());
    }
  }
}
