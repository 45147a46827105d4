package io.reelway.store.disk;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.reelway.scratch.PrivateFiles;
import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.SkippedEntries;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores objects as files below one directory. A new object is written under a temporary name in a
 * directory of this process, forced to the disk, and renamed. A crash leaves the old object or the
 * new one, and the next start sweeps the temporary files. Other users of the machine cannot enter
 * the directories that this class creates.
 */
public final class DiskStore implements Store, AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  private final Path root;
  private final Scratch incoming;
  private final SkippedEntries skipped = new SkippedEntries();

  /**
   * @param root an existing directory
   * @param incoming directory for unfinished objects, on the same file system as the root, so that
   *     renaming is atomic
   */
  public DiskStore(Path root, Scratch incoming) {
    this.root = root;
    this.incoming = incoming;
  }

  @Override
  public long put(Location location, InputStream content, Delivery delivery) throws IOException {
    return publish(location, temporary -> write(content, temporary));
  }

  @Override
  public void put(Location location, Path file, Delivery delivery, LongConsumer sent)
      throws IOException {
    publish(
        location,
        temporary -> {
          linkOrCopy(file, temporary);
          try (FileChannel channel = FileChannel.open(temporary, WRITE)) {
            channel.force(true);
            return channel.size();
          }
        });
  }

  @Override
  public void put(Location location, byte[] content, Delivery delivery) throws IOException {
    publish(
        location,
        temporary -> {
          // Small objects are records and secrets: no other user of the machine may read them.
          PrivateFiles.file(temporary);
          return write(new ByteArrayInputStream(content), temporary);
        });
  }

  private static long write(InputStream content, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      copy(content, channel);
      channel.force(true);
      return channel.size();
    }
  }

  /** Returns the size of what was written. */
  private long publish(Location location, Writer writer) throws IOException {
    Path target = path(location);
    Path folder = Objects.requireNonNull(target.getParent(), "A location lies below the root");
    try (Scratch.Directory temporary = incoming.directory("put")) {
      Path file = temporary.path().resolve("object");
      long bytes = writer.write(file);
      PrivateFiles.directory(folder);
      Files.move(file, target, ATOMIC_MOVE, REPLACE_EXISTING);
      syncDirectory(folder);
      return bytes;
    }
  }

  @Override
  public InputStream open(Location location, long offset) throws IOException {
    SeekableByteChannel channel;
    try {
      channel = Files.newByteChannel(path(location), READ);
    } catch (NoSuchFileException missing) {
      throw named(location, missing);
    }
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public Optional<StoredObject> stat(Location location) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path(location), BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(
              new StoredObject(
                  location, attributes.size(), attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public List<StoredObject> list(Location folder, Location after, int limit) throws IOException {
    return new DiskListing(root, after.key(), limit, skipped).of(folder);
  }

  @Override
  public Optional<URI> presign(Location location, Duration validity) {
    return Optional.empty();
  }

  @Override
  public Optional<URI> presignHead(Location location, Duration validity) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> file(Location location) {
    return Optional.of(path(location));
  }

  @Override
  public void delete(Location location) throws IOException {
    Files.deleteIfExists(path(location));
  }

  @Override
  public void deleteFolder(Location folder) throws IOException {
    Path start = path(folder);
    if (!Files.exists(start)) {
      return;
    }
    @Nullable IOException refused = null;
    try (Stream<Path> paths = Files.walk(start)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        try {
          deleteIfEmpty(path);
        } catch (IOException kept) {
          refused = refused == null ? kept : refused;
        }
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    if (refused != null) {
      throw refused;
    }
  }

  /** Sweeps the unfinished puts of dead processes at once; living processes end their own. */
  @Override
  public void tidy(Instant before) throws IOException {
    incoming.sweep();
  }

  @Override
  public SkippedEntries skipped() {
    return skipped;
  }

  /** Deletes the directory for unfinished objects. */
  @Override
  public void close() throws IOException {
    incoming.close();
  }

  private Path path(Location location) {
    return root.resolve(location.key());
  }

  private static void copy(InputStream content, FileChannel channel) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Links the file when possible, because a second name for the same bytes costs nothing. Copies it
   * across file systems.
   */
  private static void linkOrCopy(Path file, Path link) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException | FileSystemException otherFileSystem) {
      Files.copy(file, link);
    }
  }

  /**
   * Deletes a file or an empty folder. A folder that received another job's file meanwhile stays.
   */
  private static void deleteIfEmpty(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException inUse) {
      // The new content has its own owner.
    }
  }

  /**
   * Forces the rename to the disk. Otherwise a power cut could undo it although the bytes are
   * there.
   */
  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    } catch (FileSystemException notOnThisPlatform) {
      // Windows opens no directories; its file systems journal the rename.
    }
  }

  private static NoSuchFileException named(Location location, NoSuchFileException cause) {
    NoSuchFileException missing = new NoSuchFileException(location.key());
    missing.initCause(cause);
    return missing;
  }

  @FunctionalInterface
  private interface Writer {
    long write(Path temporary) throws IOException;
  }
}
