package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
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
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Brings the source of a job to this host. */
public final class SourceFiles {
  private static final int PIECE = 1 << 16;

  private final Store store;

  public SourceFiles(Store store) {
    this.store = store;
  }

  /**
   * The source as a local file, to be read only: where it lies when the store is on this machine,
   * else a copy in the attempt's own directory. An interrupt of the thread ends the copying.
   *
   * @param progress receives the percent that has arrived
   */
  public Path bring(AcceptedJob job, Scratch.Directory attempt, DoubleConsumer progress)
      throws IOException, InterruptedException {
    Location location = JobLocations.source(job.id());
    Optional<Path> here = store.file(location);
    if (here.isPresent() && Files.exists(here.get())) {
      return here.get().toAbsolutePath();
    }
    Path copy = attempt.path().resolve("source");
    try (InputStream content = store.open(location, 0)) {
      copy(content, copy, job.source().bytes(), progress);
      return copy;
    } catch (NoSuchFileException gone) {
      throw new StageException(ErrorCode.UNKNOWN, "The file of this job is gone.", gone);
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
}
