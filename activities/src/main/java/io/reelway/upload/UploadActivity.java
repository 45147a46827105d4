package io.reelway.upload;

import io.reelway.encode.EncodeActivity;
import io.reelway.failure.Heartbeat;
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

/** {@link UploadStage} on this host. */
public final class UploadActivity implements UploadStage {
  private final Store store;
  private final Scratch scratch;

  public UploadActivity(Store store, Scratch scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  @Override
  public Output upload(UploadRequest request) {
    return Heartbeat.during(heartbeat -> upload(request, heartbeat));
  }

  private Output upload(UploadRequest request, Heartbeat heartbeat) throws IOException {
    Encoded encoded = request.encoded();
    Location location = JobLocations.output(request.job().id(), encoded.sha256());
    String filename =
        OutputName.of(request.job().source().filename(), encoded.fileType().extension());
    Scratch.Directory directory = scratch.named(encoded.scratchId());
    Path file = directory.path().resolve(EncodeActivity.OUTPUT);
    if (Files.exists(file)) {
      heartbeat.stopWith(Thread.currentThread()::interrupt);
      store.put(
          location,
          file,
          new Delivery(encoded.fileType().contentType(), Attachment.header(filename)));
      directory.close();
    } else if (!isStored(location, encoded)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The encoded file is not on this host any more.", SCRATCH_GONE);
    }
    return new Output(
        location.key(),
        filename,
        encoded.strategy(),
        encoded.fileType(),
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
