package io.reelway.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Keeps the files of jobs. An object appears whole or not at all; putting it again replaces it at
 * once. Thread-safe. All methods block, and throw {@link IOException} when the store cannot be
 * reached or has no room, naming the location.
 */
public interface Store {

  /**
   * Stores the content of the stream, to its end. When the stream or the store fails, or the thread
   * is interrupted, nothing of it remains and an earlier object is unchanged. The stream is not
   * closed.
   *
   * @return number of bytes that the stream yielded
   */
  long put(Location location, InputStream content, Delivery delivery) throws IOException;

  /**
   * Stores a finished local file. The caller may afterwards delete the file but must not change it.
   *
   * @param sent receives the number of bytes sent so far, from time to time and from any thread;
   *     never called when the file is in the store at once
   */
  void put(Location location, Path file, Delivery delivery, LongConsumer sent) throws IOException;

  /** Stores a few bytes or none: a record, or a mark that consists of its name only. */
  void put(Location location, byte[] content, Delivery delivery) throws IOException;

  /**
   * The bytes of an object from an offset to the end, as a stream that the caller closes. Nothing
   * is held in memory.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such object
   */
  InputStream open(Location location, long offset) throws IOException;

  /**
   * Bytes of an object from an offset, as a stream that the caller closes. It may yield more than
   * were asked for; a store that is far away does not send many more.
   *
   * @param length number of bytes that the caller reads, above 0
   * @throws java.nio.file.NoSuchFileException when there is no such object
   */
  default InputStream open(Location location, long offset, long length) throws IOException {
    return open(location, offset);
  }

  /** Size and age of an object; empty when there is none. */
  Optional<StoredObject> stat(Location location) throws IOException;

  /**
   * Lists the objects in a folder and in the folders below it, in the order of their keys. Objects
   * whose names are no {@link Location} are {@link #skipped}.
   */
  default List<StoredObject> list(Location folder) throws IOException {
    return list(folder, folder, Integer.MAX_VALUE);
  }

  /**
   * Lists a page of the objects in a folder and in the folders below it, in the order of their
   * keys. Objects before the page are not looked at.
   *
   * @param after the page begins behind this key, which need not exist; the folder itself for the
   *     first page
   * @param limit maximum number of objects on a page, above 0
   */
  List<StoredObject> list(Location folder, Location after, int limit) throws IOException;

  /**
   * A URL under which a plain GET without headers fetches the object until it expires; empty when
   * this store has no server of its own and the API serves the object.
   */
  Optional<URI> presign(Location location, Duration validity) throws IOException;

  /** As {@link #presign}, for a plain HEAD: a bucket signs the method, too. */
  Optional<URI> presignHead(Location location, Duration validity) throws IOException;

  /** The object as a file of this machine, read-only; empty when it is elsewhere. */
  Optional<Path> file(Location location);

  /** Deletes an object. A missing object is no error. */
  void delete(Location location) throws IOException;

  /**
   * Deletes a folder and everything in it. A missing folder is no error.
   *
   * @throws IOException when something in it cannot be deleted; the rest is deleted
   */
  void deleteFolder(Location folder) throws IOException;

  /**
   * Removes the remains of puts that began before that moment and never finished. Puts of other
   * programs in the same place are left alone.
   */
  void tidy(Instant before) throws IOException;

  /** The entries of this store that this process skipped. */
  SkippedEntries skipped();
}
