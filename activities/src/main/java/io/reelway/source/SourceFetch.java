package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.plan.ByteSpan;
import io.reelway.scratch.Scratch;
import io.reelway.store.InterruptibleCopy;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Fetches the sources of jobs from the store into scratch. */
final class SourceFetch {
  private static final String PREFIX = "source-";

  private final Store store;
  private final Scratch scratch;

  SourceFetch(Store store, Scratch scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  /**
   * Fetches all of a source. An interrupt of the thread ends the fetch.
   *
   * @param progress receives the percent that has arrived
   * @throws StageException with {@code UNKNOWN} when the store has no such source
   */
  Scratch.Directory whole(AcceptedJob job, DoubleConsumer progress)
      throws IOException, InterruptedException {
    Scratch.Directory directory = scratch.directory(PREFIX + job.id());
    boolean whole = false;
    try (InputStream content = store.open(JobLocations.source(job.id()), 0)) {
      Path copy = directory.path().resolve(CachedSource.NAME);
      double bytes = Math.max(1, job.source().bytes());
      InterruptibleCopy.copy(
          content, copy, copied -> progress.accept(Math.min(100, 100 * copied / bytes)));
      whole = true;
      return directory;
    } catch (NoSuchFileException gone) {
      throw gone(gone);
    } finally {
      if (!whole) {
        directory.close();
      }
    }
  }

  /**
   * Fetches the headers of a source.
   *
   * @return empty if they cannot be told apart, so that all of it is needed
   * @throws NoSuchFileException when the store has no such source
   */
  Optional<PartialCopy> headers(AcceptedJob job) throws IOException, InterruptedException {
    Location location = JobLocations.source(job.id());
    Optional<List<ByteSpan>> headers = Mp4Headers.of(store, location, job.source().bytes());
    return headers.isPresent()
        ? Optional.of(partial(job, location, headers.get()))
        : Optional.empty();
  }

  private PartialCopy partial(AcceptedJob job, Location location, List<ByteSpan> spans)
      throws IOException, InterruptedException {
    Scratch.Directory directory = scratch.directory(PREFIX + job.id());
    boolean ready = false;
    try {
      PartialCopy copy = new PartialCopy(store, location, directory, job.source().bytes());
      for (ByteSpan span : spans) {
        copy.fill(span);
      }
      ready = true;
      return copy;
    } finally {
      if (!ready) {
        directory.close();
      }
    }
  }

  static StageException gone(NoSuchFileException cause) {
    return new StageException(ErrorCode.UNKNOWN, "The file of this job is gone.", cause);
  }
}
