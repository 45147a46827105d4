package io.reelway.store.disk;

import io.reelway.scratch.Scratch;
import io.reelway.store.BrokenEntriesContract;
import io.reelway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class BrokenEntriesOnDiskTest extends BrokenEntriesContract {
  @TempDir private Path folder;

  @Override
  protected Store store() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    return new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
  }
}
