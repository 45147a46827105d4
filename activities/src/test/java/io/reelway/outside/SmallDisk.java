package io.reelway.outside;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An in-memory file system of a few megabytes, which a test can fill to the last byte. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /**
   * Mounts a disk of 64 MiB at that folder. Without the permission to mount, the folder stays an
   * ordinary one.
   */
  public static SmallDisk at(Path folder) throws IOException, InterruptedException {
    return at(folder, 64);
  }

  /** Mounts a disk of that many MiB at that folder. */
  public static SmallDisk at(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "reelway", folder.toString());
    return new SmallDisk(folder, mounted);
  }

  /** Whether the disk is mounted, so that a test can fill it. */
  public boolean isSmall() {
    return mounted;
  }

  public void fill() throws IOException {
    byte[] piece = new byte[1 << 16];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (true) {
        ballast.write(piece);
      }
    } catch (IOException full) {
      if (!Files.exists(ballast())) {
        throw full;
      }
    }
  }

  public void relieve() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      try {
        run("umount", "--lazy", folder.toString());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
