package io.reelway.store.s3;

import io.reelway.outside.S3Process;
import io.reelway.store.BrokenEntriesContract;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class BrokenEntriesInS3Test extends BrokenEntriesContract {
  @TempDir private static Path folder;
  private static S3Process server;
  private static S3Store store;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Process.start(folder);
    store = S3Clients.store(server.settings());
  }

  @AfterAll
  static void stopServer() {
    if (store != null) {
      store.close();
      server.close();
    }
  }

  @Override
  protected Store store() throws IOException {
    for (String folder : List.of("jobs", "open", "expiry", "list", "usage")) {
      store.deleteFolder(new Location(folder));
    }
    return store;
  }
}
