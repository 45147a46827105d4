package io.reelway.catalog.sql;

import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The file of a SQLite database. It holds secrets, so only its own user may read it. */
final class SqliteFile {
  /**
   * The suffixes of the log, its index and the journal, which SQLite creates with the permissions
   * of the database.
   */
  private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

  private SqliteFile() {}

  /**
   * Creates an empty file when it is missing; SQLite treats it as a new database. Closes existing
   * files to other users.
   */
  static void create(Path file) throws IOException {
    Path all = file.toAbsolutePath();
    PrivateFiles.directory(Objects.requireNonNull(all.getParent(), "A file lies in a directory"));
    PrivateFiles.file(all);
    for (String suffix : BESIDE) {
      Path part = all.resolveSibling(all.getFileName() + suffix);
      if (Files.exists(part)) {
        PrivateFiles.file(part);
      }
    }
  }
}
