package io.reelway.source;

import io.reelway.plan.ByteSpan;
import io.reelway.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One entry of a {@link SourceCache}, whose lock guards the fields without {@code private}. */
final class CachedSource {
  /** Name of the file within its directory. */
  static final String NAME = "source";

  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Scratch.@Nullable Directory directory;

  /** The copy if only some of its bytes are there. Guarded by the lock. */
  private @Nullable PartialCopy partial;

  /** Stages that use the copy or wait for it. */
  int users;

  /** When a stage last asked for the copy, or gave it back. */
  Instant lastUse = Instant.now();

  /** Whether a further stage may ask for the copy. */
  boolean wanted;

  /** Names of the renditions that were made here and need the copy no longer. */
  final Set<String> ended = new HashSet<>();

  /**
   * Returns the copy. Fetches it when no other stage has; when that fails, the next stage fetches
   * it.
   */
  Path file(Fetch fetch) throws IOException, InterruptedException {
    fetching.lockInterruptibly();
    try {
      if (directory == null) {
        directory = fetch.run();
      }
      return Objects.requireNonNull(directory).path().resolve(NAME);
    } finally {
      fetching.unlock();
    }
  }

  /**
   * Returns a copy that has some of the bytes, and fetches those that are missing.
   *
   * @param outline makes a copy with the headers; empty if the source needs a whole copy
   */
  Optional<Path> part(Outline outline, ByteSpan span) throws IOException, InterruptedException {
    fetching.lockInterruptibly();
    try {
      if (partial == null) {
        Optional<PartialCopy> made = outline.make();
        if (made.isEmpty()) {
          return Optional.empty();
        }
        partial = made.get();
        directory = partial.directory();
      }
      partial.fill(span);
      return Optional.of(partial.file());
    } finally {
      fetching.unlock();
    }
  }

  boolean isUnused() {
    return users == 0;
  }

  /** Whether the entry can go: no stage uses it, and none will, or there is no copy. */
  boolean isUnneeded() {
    return isUnused() && (!wanted || directory == null);
  }

  void delete() throws IOException {
    Scratch.Directory copy = directory;
    if (copy != null) {
      copy.close();
    }
  }

  @FunctionalInterface
  interface Fetch {
    Scratch.Directory run() throws IOException, InterruptedException;
  }

  @FunctionalInterface
  interface Outline {
    Optional<PartialCopy> make() throws IOException, InterruptedException;
  }
}
