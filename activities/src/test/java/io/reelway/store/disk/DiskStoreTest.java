package io.reelway.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  @Test
  void givesTheFileItself() throws IOException {
    Location here = new Location("jobs/1/source");
    store.put(here, stream("hello"), Delivery.INTERNAL);

    assertThat(store.file(here).orElseThrow()).hasContent("hello");
  }

  @Test
  void signsNothingBecauseTheApiServesIt() {
    assertThat(store.presign(new Location("jobs/1/output"), Duration.ofHours(1))).isEmpty();
  }
}
