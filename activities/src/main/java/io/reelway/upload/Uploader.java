package io.reelway.upload;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Output;
import io.reelway.scratch.Scratch;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.UploadStage;
import io.reelway.store.Attachment;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings encoded files of this host into the store. */
public final class Uploader {
  /** Name of an output within the scratch directory that holds it. */
  public static final String OUTPUT = "output";

  private final Store store;
  private final Scratch scratch;

  public Uploader(Store store, Scratch scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  /**
   * Uploads the file and deletes it here; a repetition finds it in the store and changes nothing.
   *
   * @throws ApplicationFailure with {@link UploadStage#SCRATCH_GONE} when it is in neither place
   */
  public Output upload(AcceptedJob job, Encoded encoded) throws IOException {
    Location location = JobLocations.output(job.id(), encoded.sha256());
    String filename = OutputName.of(job.source().filename(), encoded.mediaType().extension());
    Scratch.Directory directory = scratch.named(encoded.scratchId());
    Path file = directory.path().resolve(OUTPUT);
    if (Files.exists(file)) {
      store.put(
          location, file, new Delivery(encoded.mediaType().value(), Attachment.header(filename)));
      directory.close();
    } else if (!isStored(location, encoded)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The encoded file is not on this host any more.", UploadStage.SCRATCH_GONE);
    }
    return new Output(
        location.key(),
        filename,
        encoded.strategy(),
        encoded.mediaType(),
        encoded.bytes(),
        encoded.sha256(),
        encoded.width(),
        encoded.height(),
        encoded.duration(),
        encoded.encodeTime());
  }

  /** An earlier attempt put it there, and only its answer was lost. */
  private boolean isStored(Location location, Encoded encoded) throws IOException {
    Optional<StoredObject> stored = store.stat(location);
    return stored.isPresent() && stored.get().bytes() == encoded.bytes();
  }
}
