package io.reelway.ffmpeg.sandbox;

import io.reelway.scratch.WorkingProcesses;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * An empty directory in which a starting process tries programs. {@link #close} deletes it.
 *
 * @param path absolute path
 */
public record TrialFolder(Path path) implements AutoCloseable {
  private static final String PREFIX = "trial-";

  /** Age of an abandoned folder; no trial takes longer. */
  private static final Duration OLD = Duration.ofMinutes(2);

  /**
   * Creates a folder. Kills processes left by workers that were killed during their start, and
   * deletes their folders.
   *
   * @param cache an existing directory, which other processes may use as well
   */
  public static TrialFolder in(Path cache) throws IOException {
    Path home = cache.toRealPath();
    sweep(home);
    return new TrialFolder(Files.createTempDirectory(home, PREFIX));
  }

  private static void sweep(Path home) throws IOException {
    Instant old = Instant.now().minus(OLD);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(home, PREFIX + "*")) {
      for (Path folder : all) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
          new WorkingProcesses(folder).killAllBut(process -> false);
          Files.deleteIfExists(folder);
        }
      }
    } catch (NoSuchFileException sweptByAnother) {
      // Another process swept the folder and its processes.
    }
  }

  @Override
  public void close() throws IOException {
    Files.delete(path);
  }
}
