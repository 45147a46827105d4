package io.reelway.outside;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes in memory, which a test can fill to its last byte. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /** Mounts one of 64 MiB there; where that is not allowed it stays a folder like any other. */
  public static SmallDisk at(Path folder) throws IOException, InterruptedException {
    return at(folder, 64);
  }

  /** Mounts a disk of that many MiB. */
  public static SmallDisk at(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "reelway", folder.toString());
    return new SmallDisk(folder, mounted);
  }

  /** Whether it can be filled. */
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
