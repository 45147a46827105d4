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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Brings the source of a job to this host. */
public final class SourceFiles {
  private final Store store;

  public SourceFiles(Store store) {
    this.store = store;
  }

  /**
   * The source as a local file, to be read only: where it lies when the store is on this machine,
   * else a copy in the attempt's own directory.
   */
  public Path bring(AcceptedJob job, Scratch.Directory attempt) throws IOException {
    Location location = JobLocations.source(job.request().uploadId());
    Optional<Path> here = store.file(location);
    if (here.isPresent() && Files.exists(here.get())) {
      return here.get().toAbsolutePath();
    }
    Path copy = attempt.path().resolve("source");
    try (InputStream content = store.open(location, 0)) {
      Files.copy(content, copy);
      return copy;
    } catch (NoSuchFileException gone) {
      throw new StageException(ErrorCode.UNKNOWN, "The file of this job is gone.", gone);
    }
  }
}
