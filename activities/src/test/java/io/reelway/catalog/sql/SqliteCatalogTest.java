package io.reelway.catalog.sql;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest extends SqlCatalogContract {
  @TempDir private static Path folder;
  private static Database database;

  @BeforeAll
  static void open() throws IOException {
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  Database database() {
    return database;
  }
}
