package io.reelway.store.disk;

import io.reelway.store.Location;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Walks directories in the order of keys, and only those in which the wanted page lies. */
final class DiskListing {
  private final Path root;
  private final String after;
  private final int limit;
  private final List<StoredObject> found = new ArrayList<>();

  /**
   * @param after keys up to this one are passed over
   * @param limit how many are wanted
   */
  DiskListing(Path root, String after, int limit) {
    this.root = root;
    this.after = after;
    this.limit = limit;
  }

  List<StoredObject> of(Location folder) throws IOException {
    walk(folder.key());
    return found;
  }

  private void walk(String folder) throws IOException {
    for (Child child : children(folder)) {
      if (found.size() >= limit) {
        return;
      }
      if (child.attributes.isDirectory() && mayHoldMore(child.order)) {
        walk(child.key);
      } else if (child.attributes.isRegularFile() && child.key.compareTo(after) > 0) {
        found.add(child.object());
      }
    }
  }

  private boolean mayHoldMore(String folder) {
    return folder.compareTo(after) > 0 || after.startsWith(folder);
  }

  private List<Child> children(String folder) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path path : paths) {
        add(folder + "/" + path.getFileName(), path, children);
      }
    } catch (NoSuchFileException | NotDirectoryException nothing) {
      return List.of();
    }
    children.sort(Comparator.comparing(Child::order));
    return children;
  }

  private static void add(String key, Path path, List<Child> children) throws IOException {
    try {
      children.add(new Child(key, Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (NoSuchFileException deletedMeanwhile) {
      // As if it had been deleted before.
    }
  }

  /** A file or a directory. */
  private record Child(String key, String order, BasicFileAttributes attributes) {
    /** A directory stands where the keys in it do, which begin with its name and a slash. */
    Child(String key, BasicFileAttributes attributes) {
      this(key, attributes.isDirectory() ? key + "/" : key, attributes);
    }

    StoredObject object() {
      return new StoredObject(
          new Location(key), attributes.size(), attributes.lastModifiedTime().toInstant());
    }
  }
}
