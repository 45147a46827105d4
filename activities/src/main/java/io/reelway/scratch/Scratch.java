package io.reelway.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk space for unfinished files. Every process has its own directory below a common root, closed
 * to other users, and holds a lock on it as long as it lives. The operating system releases the
 * lock even when the process is killed. The next process deletes the directories that no process
 * holds.
 */
public final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final String LOCK = "owner.lock";

  /**
   * The form of an owner's name. Only the name is left of a deleted directory, and other programs
   * do not choose such names.
   */
  private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Path root;
  private final Path home;
  private final FileChannel lockFile;
  private final long reserve;

  private Scratch(Path root, Path home, FileChannel lockFile, long reserve) {
    this.root = root;
    this.home = home;
    this.lockFile = lockFile;
    this.reserve = reserve;
  }

  /**
   * Creates a directory below the root and sweeps the directories of dead processes there.
   *
   * @param root created when missing
   * @param owner unique name of this process
   */
  public static Scratch open(Path root, String owner) throws IOException {
    return open(root, owner, 0);
  }

  /**
   * Opens the scratch space of a process, with a reserve.
   *
   * @param reserve bytes that must be free before {@link #directory} creates one
   */
  public static Scratch open(Path root, String owner, long reserve) throws IOException {
    Path all = PrivateFiles.directory(root.toAbsolutePath().normalize()).toRealPath();
    Path home = PrivateFiles.directory(all.resolve(owner));
    FileChannel lockFile =
        FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lockFile.lock();
    Scratch scratch = new Scratch(all, home, lockFile, reserve);
    scratch.sweep();
    return scratch;
  }

  /**
   * A new, empty directory that belongs to one attempt.
   *
   * @throws IOException also when less than the reserve is free
   */
  public Directory directory(String purpose) throws IOException {
    if (!hasRoom()) {
      throw new IOException("Less than " + reserve + " bytes are free for " + purpose);
    }
    return new Directory(Files.createDirectory(home.resolve(purpose + "-" + UUID.randomUUID())));
  }

  /**
   * Returns the directory that an earlier {@link #directory} created, by its name. It may be gone.
   */
  public Directory named(String id) {
    Path path = home.resolve(id).normalize();
    if (!home.equals(path.getParent())) {
      throw new IllegalArgumentException("Not a scratch directory: '" + id + "'");
    }
    return new Directory(path);
  }

  /** The open directories whose purpose begins with that text. */
  public List<Directory> directories(String purpose) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(path -> path.getFileName().toString().startsWith(purpose))
          .map(Directory::new)
          .toList();
    }
  }

  /** Bytes that can still be written. */
  public long freeBytes() throws IOException {
    return FreeSpace.of(home);
  }

  /** Bytes that must be free for new work to begin. */
  public long reserve() {
    return reserve;
  }

  /** Whether new work may begin. */
  public boolean hasRoom() throws IOException {
    return reserve == 0 || freeBytes() >= reserve;
  }

  /** Kills the processes that dead processes left running, and deletes their directories. */
  public void sweep() throws IOException {
    new WorkingProcesses(root).killThose(this::isLeft);
    try (Stream<Path> homes = Files.list(root)) {
      for (Path other : homes.filter(path -> !path.equals(home)).toList()) {
        if (isAbandoned(other)) {
          LOG.info("Deleting scratch of a process that is gone, directory={}", other.getFileName());
          deleteTree(other);
        }
      }
    }
  }

  /** Deletes everything of this process and releases the lock. */
  @Override
  public void close() throws IOException {
    deleteTree(home);
    lockFile.close();
  }

  /** Whether a path lies in the directory of a dead process. */
  private boolean isLeft(Path path) {
    if (path.equals(root) || path.startsWith(home)) {
      return false;
    }
    Path other = root.resolve(root.relativize(path).getName(0));
    try {
      return Files.exists(other)
          ? isAbandoned(other)
          : OWNER.matcher(other.getFileName().toString()).matches();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isAbandoned(Path home) throws IOException {
    Path lock = home.resolve(LOCK);
    if (!Files.isRegularFile(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        @Nullable FileLock held = channel.tryLock()) {
      return held != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    } catch (NoSuchFileException sweptByAnother) {
      return false;
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A directory of one attempt. {@link #close} deletes it with everything in it. */
  public static final class Directory implements AutoCloseable {
    private final Path path;

    private Directory(Path path) {
      this.path = path;
    }

    public Path path() {
      return path;
    }

    /** The name with which {@link Scratch#named} finds it again. */
    public String id() {
      return path.getFileName().toString();
    }

    /** When a file was last added or removed; the present time when the directory is gone. */
    public Instant changedAt() throws IOException {
      try {
        return Files.getLastModifiedTime(path).toInstant();
      } catch (NoSuchFileException gone) {
        return Instant.now();
      }
    }

    @Override
    public void close() throws IOException {
      deleteTree(path);
    }
  }
}
