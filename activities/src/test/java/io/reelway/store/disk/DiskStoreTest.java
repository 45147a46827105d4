package io.reelway.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoreContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest extends StoreContract {
  @TempDir private Path folder;
  private Scratch incoming;
  private DiskStore store;

  @BeforeEach
  void openStore() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    incoming = Scratch.open(root.resolve(".incoming"), "test");
    store = new DiskStore(root, incoming);
  }

  @AfterEach
  void closeStore() throws IOException {
    incoming.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  @Override
  protected void putForeign(String key) throws IOException {
    Path file = folder.resolve("store").resolve(key);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void returnsTheStoredFileItself() throws IOException {
    Location here = new Location("jobs/1/source");
    store.put(here, stream("hello"), Delivery.INTERNAL);

    assertThat(store.file(here).orElseThrow()).hasContent("hello");
  }

  @Test
  void onlyTheOwnerCanReadRecordsAndSecrets() throws IOException {
    Location secret = new Location("secrets/links/1");
    store.put(secret, new byte[] {1, 2, 3}, Delivery.INTERNAL);

    Path file = store.file(secret).orElseThrow();
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void sortsTheKeysOfASubfolderAmongTheOthers() throws IOException {
    Location open = new Location("open");
    List<String> keys = List.of("open/a-b", "open/a.b", "open/a/1", "open/a/2", "open/a0");
    for (String key : keys.reversed()) {
      store.put(new Location(key), stream("x"), Delivery.INTERNAL);
    }

    assertThat(store.list(open)).extracting(it -> it.location().key()).isEqualTo(keys);
    for (int from = 1; from < keys.size(); from++) {
      assertThat(store.list(open, new Location(keys.get(from - 1)), 1))
          .extracting(it -> it.location().key())
          .containsExactly(keys.get(from));
    }
  }

  /** A link that points to itself fails only when something follows it. */
  @Test
  void readsOnlyTheEntriesOfAPage() throws IOException {
    Location hour = new Location("list/anyone/1");
    for (String name : List.of("b", "c", "d")) {
      store.put(new Location(hour.key() + "/" + name), stream(""), Delivery.INTERNAL);
    }
    for (String name : List.of("a", "e")) {
      Path link = folder.resolve("store").resolve(hour.key()).resolve(name);
      Files.createSymbolicLink(link, link);
    }

    assertThat(store.list(hour, new Location(hour.key() + "/b"), 2)).hasSize(2);
    assertThatThrownBy(() -> store.list(hour, new Location(hour.key() + "/b"), 3))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> store.list(hour, hour, 2)).isInstanceOf(FileSystemException.class);
  }

  @Test
  void signsNoUrlBecauseTheApiServesTheFile() {
    assertThat(store.presign(new Location("jobs/1/output"), Duration.ofHours(1))).isEmpty();
  }
}
