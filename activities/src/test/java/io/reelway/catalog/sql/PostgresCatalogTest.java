package io.reelway.catalog.sql;

import io.reelway.outside.PostgresProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresCatalogTest extends SqlCatalogContract {
  @TempDir private static Path folder;
  private static PostgresProcess server;
  private static Database database;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    server = PostgresProcess.start(folder);
    database = Database.open(server.settings());
  }

  @AfterAll
  static void close() throws IOException {
    if (database != null) {
      database.close();
      server.close();
    }
  }

  @Override
  Database database() {
    return database;
  }
}
