package io.reelway.upload;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFile;
import io.reelway.plan.Rendition;
import io.reelway.scratch.Scratch;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.EncodeStage.EncodedFile;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** Uploads encoded files of this host to the store. */
public final class Uploader {
  private final Store store;
  private final Scratch scratch;

  public Uploader(Store store, Scratch scratch) {
    this.store = store;
    this.scratch = scratch;
  }

  /**
   * Uploads the encoded files and deletes them here. A repetition finds them in the store and
   * changes nothing.
   *
   * @param rendition name of the artifact
   * @param progress receives the percent of the bytes that are stored
   * @throws ApplicationFailure with {@link UploadStage#SCRATCH_GONE} when a file is neither here
   *     nor in the store
   */
  public Artifact upload(
      AcceptedJob job, String rendition, Encoded encoded, DoubleConsumer progress)
      throws IOException {
    Scratch.Directory directory = scratch.named(encoded.scratchId());
    List<ArtifactFile> files = new ArrayList<>();
    long stored = 0;
    for (EncodedFile file : encoded.files()) {
      long before = stored;
      String filename = filename(job, rendition, files.size(), file);
      Location location =
          rendition.equals(Rendition.MAIN) && files.isEmpty()
              ? JobLocations.output(job.id(), file.sha256())
              : JobLocations.output(job.id(), file.sha256(), filename);
      files.add(
          upload(
              location,
              file,
              filename,
              directory,
              sent -> progress.accept(100.0 * (before + sent) / Math.max(1, encoded.bytes()))));
      stored += file.bytes();
    }
    directory.close();
    return new Artifact(rendition, encoded.strategy(), files, encoded.facts());
  }

  /** Files that name each other keep their names, so that a copy of all of them works. */
  private static String filename(AcceptedJob job, String rendition, int index, EncodedFile file) {
    String path = file.path();
    return path != null
        ? path.substring(path.lastIndexOf('/') + 1)
        : OutputName.of(job.source().filename(), rendition, index, file.mediaType().extension());
  }

  private ArtifactFile upload(
      Location location,
      EncodedFile encoded,
      String filename,
      Scratch.Directory directory,
      LongConsumer sent)
      throws IOException {
    Path file = directory.path().resolve(encoded.name());
    if (Files.exists(file)) {
      Delivery delivery = new Delivery(encoded.mediaType().value(), Attachment.header(filename));
      store.put(location, file, delivery, sent);
    } else if (!isStored(location, encoded)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The encoded file is not on this host any more.", UploadStage.SCRATCH_GONE);
    }
    return new ArtifactFile(
        location.key(),
        filename,
        encoded.mediaType(),
        encoded.bytes(),
        encoded.sha256(),
        encoded.path());
  }

  /** Whether an earlier attempt stored the file and only its answer was lost. */
  private boolean isStored(Location location, EncodedFile encoded) throws IOException {
    Optional<StoredObject> stored = store.stat(location);
    return stored.isPresent() && stored.get().bytes() == encoded.bytes();
  }
}
