package io.reelway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A schema for one server in the PostgreSQL database that {@code REELWAY_BENCH_POSTGRESQL} names as
 * a JDBC URL with user and password.
 *
 * @param schema its name; empty for none
 */
record Postgres(String schema) implements AutoCloseable {
  /** The database; empty for none. */
  static final String URL = System.getenv().getOrDefault("REELWAY_BENCH_POSTGRESQL", "");

  static final Postgres NONE = new Postgres("");

  static Postgres create() throws SQLException {
    Postgres created = new Postgres("bench_" + System.nanoTime());
    execute("create schema " + created.schema);
    return created;
  }

  List<String> settings() {
    return schema.isEmpty()
        ? List.of()
        : List.of(
            "--reelway.database.url="
                + URL
                + (URL.contains("?") ? "&" : "?")
                + "currentSchema="
                + schema);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    if (!schema.isEmpty()) {
      execute("drop schema " + schema + " cascade");
    }
  }
}
