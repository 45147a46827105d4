package io.reelway.source;

import java.io.IOException;
import java.nio.file.Path;

/** A source as a local file, read-only. The file stays until {@link #close}. */
public final class LocalSource implements AutoCloseable {
  private final Path file;
  private final Release release;

  LocalSource(Path file, Release release) {
    this.file = file;
    this.release = release;
  }

  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    release.run();
  }

  @FunctionalInterface
  interface Release {
    void run() throws IOException;
  }
}
