package io.reelway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The marks of jobs without a final state, and of uploads that are to become jobs. An upload of a
 * request with an idempotency key has an id of its own, so its mark holds the id of the job.
 */
public final class OpenMarks {
  private final Store store;

  public OpenMarks(Store store) {
    this.store = store;
  }

  /** Marks a job, or an upload that gives its id to the job. */
  public void put(String jobId) throws IOException {
    store.put(JobLocations.open(jobId), new byte[0], Delivery.INTERNAL);
  }

  /** Marks an upload of a job whose id differs. */
  public void put(String uploadId, String jobId) throws IOException {
    store.put(JobLocations.open(uploadId), jobId.getBytes(UTF_8), Delivery.INTERNAL);
  }

  /** Deletes a mark. Nothing there is no error. */
  public void remove(String id) throws IOException {
    store.delete(JobLocations.open(id));
  }

  /** All marks, in no order that matters. */
  public List<Mark> list() throws IOException {
    List<Mark> marks = new ArrayList<>();
    for (StoredObject object : store.list(JobLocations.OPEN)) {
      String id = object.location().name();
      if (JobLocations.isId(id) && object.location().equals(JobLocations.open(id))) {
        marks.add(new Mark(id, object.storedAt(), object.bytes() > 0));
      } else {
        store.skipped().add(Reason.FOREIGN, object.location().key());
      }
    }
    return marks;
  }

  /** The id of the job that an upload was made for; empty when the mark is gone or says none. */
  public Optional<String> jobOf(Mark mark) throws IOException {
    try (InputStream content = store.open(JobLocations.open(mark.id()), 0)) {
      return Optional.of(new String(content.readNBytes(mark.id().length()), UTF_8))
          .filter(JobLocations::isId);
    } catch (NoSuchFileException removedMeanwhile) {
      return Optional.empty();
    }
  }

  /**
   * A mark.
   *
   * @param id of the job or the upload
   * @param since when it was put
   * @param upload whether it is of an upload of a job whose id differs
   */
  public record Mark(String id, Instant since, boolean upload) {}
}
