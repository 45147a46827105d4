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
   * Stores what the stream yields, to its end. When the stream or the store fails, or the thread is
   * interrupted, nothing of it remains and what was there before is unchanged. The stream is not
   * closed.
   *
   * @return how many bytes it yielded
   */
  long put(Location location, InputStream content, Delivery delivery) throws IOException;

  /**
   * Stores a finished local file. The file may afterwards be deleted but must not be changed.
   *
   * @param sent receives how many bytes have been sent so far, now and then and from any thread;
   *     never, when the file is there at once
   */
  void put(Location location, Path file, Delivery delivery, LongConsumer sent) throws IOException;

  /** Stores a few bytes, or none: a record, or a mark whose name says it all. */
  void put(Location location, byte[] content, Delivery delivery) throws IOException;

  /**
   * The bytes of an object from an offset to the end, as a stream that the caller closes. Nothing
   * is held in memory.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such object
   */
  InputStream open(Location location, long offset) throws IOException;

  /** Size and age of an object; empty when there is none. */
  Optional<StoredObject> stat(Location location) throws IOException;

  /**
   * What lies in a folder and in the folders below it, in the order of the keys. Objects whose
   * names are no {@link Location} are {@link #skipped}.
   */
  default List<StoredObject> list(Location folder) throws IOException {
    return list(folder, folder, Integer.MAX_VALUE);
  }

  /**
   * A page of what lies in a folder and in the folders below it, in the order of the keys. What
   * lies before the page is passed over without being looked at.
   *
   * @param after the page begins behind this key, whether it exists or not; the folder itself for
   *     the first page
   * @param limit how much a page holds at most, above 0
   */
  List<StoredObject> list(Location folder, Location after, int limit) throws IOException;

  /**
   * A URL under which a plain GET without headers fetches the object until it expires; empty when
   * this store has no server of its own and the API serves it.
   */
  Optional<URI> presign(Location location, Duration validity) throws IOException;

  /** The object as a file of this machine, to be read only; empty when it lies elsewhere. */
  Optional<Path> file(Location location);

  /** Deletes an object. Nothing there is no error. */
  void delete(Location location) throws IOException;

  /**
   * Deletes a folder with all that is in it. Nothing there is no error.
   *
   * @throws IOException when something in it cannot be deleted; the rest is
   */
  void deleteFolder(Location folder) throws IOException;

  /**
   * Removes what puts left behind that began before that moment and never came to an end. What
   * others have begun in the same place is left alone.
   */
  void tidy(Instant before) throws IOException;

  /** What was passed over in this store, by this process. */
  SkippedEntries skipped();
}
