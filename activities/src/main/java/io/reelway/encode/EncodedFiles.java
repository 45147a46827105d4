package io.reelway.encode;

import io.reelway.scratch.JobStatus;
import io.reelway.scratch.Scratch;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.store.JobJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Directories of this process with encoded files that wait for their upload, each with a note of
 * what it is, so that a further attempt at the same finds it. Nobody comes for a file whose worker
 * was thought dead while it encoded, or whose job was cancelled since; such files are swept when
 * their job has ended.
 */
public final class EncodedFiles {
  private static final String PREFIX = "encoded-";
  private static final int ID_LENGTH = 36;
  private static final String NOTE = "encoded.json";

  /** An engine that forgets its jobs gets them again within minutes. */
  private static final Duration UNKNOWN = Duration.ofHours(1);

  private final Scratch scratch;

  public EncodedFiles(Scratch scratch) {
    this.scratch = scratch;
  }

  /** A new directory for the output of one attempt. */
  Scratch.Directory create(String jobId) throws IOException {
    return scratch.directory(PREFIX + jobId);
  }

  /** Notes that the output in that directory is whole and verified. */
  void keep(Scratch.Directory directory, EncodeRequest request, Encoded encoded)
      throws IOException {
    Path draft = directory.path().resolve(NOTE + ".part");
    Files.write(draft, JobJson.MAPPER.writeValueAsBytes(new Note(request, encoded)));
    Files.move(draft, directory.path().resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The output of an earlier attempt at the same, if it is whole and still here. */
  Optional<Encoded> find(EncodeRequest request) throws IOException {
    for (Scratch.Directory directory : scratch.directories(PREFIX + request.job().id())) {
      try {
        Note note =
            JobJson.MAPPER.readValue(
                Files.readAllBytes(directory.path().resolve(NOTE)), Note.class);
        if (request.equals(note.request())) {
          return Optional.of(note.encoded());
        }
      } catch (NoSuchFileException unfinished) {
        // Another attempt is at it, or its upload has ended just now.
      }
    }
    return Optional.empty();
  }

  /** Deletes those of jobs that have ended. */
  public void sweep(JobStatus jobs, Instant now) throws IOException {
    for (Scratch.Directory directory : scratch.directories(PREFIX)) {
      if (isUnwanted(directory, jobs, now)) {
        directory.close();
      }
    }
  }

  private static boolean isUnwanted(Scratch.Directory directory, JobStatus jobs, Instant now)
      throws IOException {
    String id = directory.id();
    String jobId = id.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
    return switch (jobs.of(jobId)) {
      case RUNNING -> false;
      case ENDED -> true;
      case UNKNOWN -> directory.changedAt().isBefore(now.minus(UNKNOWN));
    };
  }

  /** What lies in a directory. It answers the same request only. */
  private record Note(EncodeRequest request, Encoded encoded) {}
}
