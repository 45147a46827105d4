package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine, the store and the database of a benchmark.
 *
 * @param title title in the report
 * @param temporal path of the program of a real engine; {@code ""} for the in-memory engine
 * @param versitygw path of the program of a real S3 server; {@code ""} for a directory
 */
record Setup(String title, String temporal, String versitygw) {

  /**
   * The setups that are possible here: always the one in memory; also the real engine with a real
   * S3 server when the environment names their programs, and PostgreSQL when it names a database.
   */
  static List<Setup> possible() {
    List<Setup> setups = new ArrayList<>();
    setups.add(new Setup("In-memory engine, directory", "", ""));
    String temporal = System.getenv().getOrDefault("REELWAY_TEST_TEMPORAL", "");
    String versitygw = System.getenv().getOrDefault("REELWAY_TEST_VERSITYGW", "");
    if (temporal.isEmpty() || versitygw.isEmpty()) {
      System.err.println(
          "Without REELWAY_TEST_TEMPORAL and REELWAY_TEST_VERSITYGW the real engine is left out.");
    } else {
      if (Postgres.URL.isEmpty()) {
        System.err.println("Without REELWAY_BENCH_POSTGRESQL the records are in SQLite.");
      }
      String records = Postgres.URL.isEmpty() ? "SQLite" : "PostgreSQL";
      setups.add(new Setup("Temporal dev server, S3 server, " + records, temporal, versitygw));
    }
    return setups;
  }

  boolean isReal() {
    return !temporal.isEmpty();
  }

  /** Starts an S3 server in a separate process, if this setup has one. */
  S3Server startS3(Path work) throws IOException, InterruptedException {
    return versitygw.isEmpty() ? S3Server.NONE : S3Server.start(Path.of(versitygw), work);
  }

  /** Creates the database of a server, if this setup has one. */
  Postgres createDatabase() throws SQLException {
    return isReal() && !Postgres.URL.isEmpty() ? Postgres.create() : Postgres.NONE;
  }

  List<String> engineSettings() {
    return isReal()
        ? List.of(
            "--reelway.engine=dev-server",
            "--reelway.dev-server.path=" + temporal,
            "--reelway.dev-server.ui-port=0")
        : List.of("--reelway.engine=in-memory");
  }

  static Path media(String name) {
    return findMedia(name).orElseThrow(() -> new IllegalStateException("Missing: " + name));
  }

  /** A real file; empty when this machine does not have it. */
  static Optional<Path> findMedia(String name) {
    Path file = Path.of(System.getProperty("reelway.media")).resolve(name).toAbsolutePath();
    return Optional.of(file).filter(Files::isReadable);
  }
}
