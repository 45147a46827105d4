package io.reelway.store.disk;

import io.reelway.store.Location;
import io.reelway.store.SkippedEntries;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Walks directories in the order of keys, and only those that can hold objects of the page. It
 * reads all names of a directory, but reads attributes only of those that may be on the page:
 * attributes cost far more than a name.
 */
final class DiskListing {
  private static final String SLASH = "/";

  private final Path root;
  private final String after;
  private final int limit;
  private final SkippedEntries skipped;
  private final List<StoredObject> found = new ArrayList<>();

  /**
   * @param after keys up to and including this one are left out
   * @param limit maximum number of objects
   * @param skipped counts foreign names
   */
  DiskListing(Path root, String after, int limit, SkippedEntries skipped) {
    this.root = root;
    this.skipped = skipped;
    this.after = after;
    this.limit = limit;
  }

  List<StoredObject> of(Location folder) throws IOException {
    walk(folder.key() + SLASH);
    return found;
  }

  /**
   * Reads the attributes of a name when its turn comes. A directory then goes back into the queue
   * under its name and a slash, because its keys sort there: {@code a-b} comes before {@code a/b}.
   *
   * @param folder ends with a slash
   */
  private void walk(String folder) throws IOException {
    PriorityQueue<String> waiting = new PriorityQueue<>(names(folder));
    while (found.size() < limit && !waiting.isEmpty()) {
      String key = waiting.remove();
      if (key.endsWith(SLASH)) {
        walk(key);
      } else if (look(key)) {
        waiting.add(key + SLASH);
      }
    }
  }

  /** The keys in a folder that may lead to the page, as a file or as a directory. */
  private List<String> names(String folder) throws IOException {
    List<String> keys = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path path : paths) {
        String key = folder + path.getFileName();
        if (Location.parse(key).isEmpty()) {
          skipped.add(Reason.FOREIGN, key);
        } else if (mayHoldMore(key + SLASH)) {
          keys.add(key);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException nothing) {
      return List.of();
    }
    return keys;
  }

  private boolean mayHoldMore(String folder) {
    return folder.compareTo(after) > 0 || after.startsWith(folder);
  }

  /** Adds a file to the page. Returns whether the key is a directory instead. */
  private boolean look(String key) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(root.resolve(key), BasicFileAttributes.class);
      if (attributes.isRegularFile() && key.compareTo(after) > 0) {
        found.add(
            new StoredObject(
                new Location(key), attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
      return attributes.isDirectory();
    } catch (NoSuchFileException deletedMeanwhile) {
      return false;
    }
  }
}
