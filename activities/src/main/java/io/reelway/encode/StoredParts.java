package io.reelway.encode;

import io.reelway.scratch.JobStatus;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.reelway.store.Delivery;
import io.reelway.store.JobJson;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Sha256;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The encoded parts of divided videos in the store: the bytes under their hash, and a description
 * under the hash of the request, so that no part is encoded twice. The description is written last.
 * Thread-safe.
 *
 * <p>A job deletes its parts when it ends. This worker deletes them once more afterwards, because
 * it may have stored a part that counted as lost.
 */
public final class StoredParts {
  private static final int NAME_BYTES = 16;

  private final Store store;

  /** The jobs with parts of this process. */
  private final Set<String> jobs = ConcurrentHashMap.newKeySet();

  public StoredParts(Store store) {
    this.store = store;
  }

  /** Deletes the parts of jobs that have ended. */
  public void sweep(JobStatus status) throws IOException {
    for (String job : List.copyOf(jobs)) {
      if (status.of(job) == JobStatus.Answer.ENDED) {
        store.deleteFolder(JobLocations.parts(job));
        jobs.remove(job);
      }
    }
  }

  /** The part that an earlier attempt at the same request stored. */
  Optional<EncodedPart> find(PartRequest request) throws IOException {
    try (InputStream description = store.open(description(request), 0)) {
      EncodedPart part = JobJson.MAPPER.readValue(description.readAllBytes(), EncodedPart.class);
      Optional<StoredObject> bytes = store.stat(new Location(part.location()));
      return bytes.filter(object -> object.bytes() == part.bytes()).map(object -> part);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Where the bytes of a part are stored. */
  static Location location(PartRequest request, String sha256) {
    return JobLocations.part(request.job().id(), sha256);
  }

  /** Stores a finished part. A sweep meanwhile would miss it, so its job is noted at the end. */
  void put(PartRequest request, Path file, EncodedPart part) throws IOException {
    try {
      store.put(new Location(part.location()), file, Delivery.INTERNAL, sent -> {});
      store.put(description(request), JobJson.MAPPER.writeValueAsBytes(part), Delivery.INTERNAL);
    } finally {
      jobs.add(request.job().id());
    }
  }

  private static Location description(PartRequest request) {
    return JobLocations.part(request.job().id(), identity(request) + ".json");
  }

  /** All that shapes the part. The share of the progress does not. */
  private static String identity(PartRequest request) {
    byte[] hash = Sha256.of(JobJson.MAPPER.writeValueAsString(request.sharing(0)));
    return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
  }
}
