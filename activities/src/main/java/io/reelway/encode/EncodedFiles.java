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
 * Directories of this process with encoded files that wait for their upload, each with a
 * description, so that a later attempt at the same encode finds it. A file is never uploaded if its
 * worker counted as lost during the encode, or if its job was cancelled; such files are deleted
 * when their job has ended.
 */
public final class EncodedFiles {
  private static final String PREFIX = "encoded-";
  private static final int ID_LENGTH = 36;
  private static final String NOTE = "encoded.json";

  /** An engine that has lost its jobs gets them again within minutes. */
  private static final Duration UNKNOWN = Duration.ofHours(1);

  private final Scratch scratch;

  public EncodedFiles(Scratch scratch) {
    this.scratch = scratch;
  }

  /** The name of the output within its directory. */
  public static final String OUTPUT = "output";

  /** Creates a directory for the output of one attempt. */
  public Scratch.Directory create(String jobId) throws IOException {
    return scratch.directory(PREFIX + jobId);
  }

  /** Marks the output in the directory as complete and verified. */
  public void keep(Scratch.Directory directory, EncodeRequest request, Encoded encoded)
      throws IOException {
    Path draft = directory.path().resolve(NOTE + ".part");
    Files.write(draft, JobJson.MAPPER.writeValueAsBytes(new Note(request, encoded)));
    Files.move(draft, directory.path().resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The output of an earlier attempt at the same encode, if it is complete and still here. */
  public Optional<Encoded> find(EncodeRequest request) throws IOException {
    for (Scratch.Directory directory : scratch.directories(PREFIX + request.job().id())) {
      try {
        Note note =
            JobJson.MAPPER.readValue(
                Files.readAllBytes(directory.path().resolve(NOTE)), Note.class);
        if (request.identity().equals(note.request().identity())) {
          return Optional.of(note.encoded());
        }
      } catch (NoSuchFileException unfinished) {
        // Another attempt uses the file, or its upload has just ended.
      }
    }
    return Optional.empty();
  }

  /** Whether a file waits for its upload, or is encoded at this moment. */
  public boolean areWaiting() throws IOException {
    return !scratch.directories(PREFIX).isEmpty();
  }

  /** Deletes the files of jobs that have ended. */
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

  /** The description of an encoded file. It matches only the same request. */
  private record Note(EncodeRequest request, Encoded encoded) {}
}
