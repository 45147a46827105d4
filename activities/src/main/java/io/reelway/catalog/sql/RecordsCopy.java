package io.reelway.catalog.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies all records from one database into another, e.g. from SQLite into PostgreSQL. */
public final class RecordsCopy {
  /** The tables in the order of the copy: a table comes after those that its rows refer to. */
  private static final List<String> TABLES =
      List.of(
          "jobs",
          "job_metadata",
          "uploads",
          "idempotency_keys",
          "webhooks",
          "work_marks",
          "usage_of_day",
          "signing_secrets");

  private RecordsCopy() {}

  /**
   * Copies everything, or nothing when the copy fails.
   *
   * @return number of jobs copied
   * @throws IOException when a database does not answer, or the target already holds jobs
   */
  public static long copy(Database from, Database to) throws IOException {
    if (jobs(to) > 0) {
      throw new IOException("The target holds jobs already; copy into an empty database.");
    }
    to.write(target -> {
      for (String table : TABLES) {
        copy(from, target, table);
      }
      return null;
    });
    return jobs(to);
  }

  private static void copy(Database from, JdbcClient target, String table) {
    try {
      from.read(source -> {
        source
            .sql("select * from " + table)
            .query((RowCallbackHandler) row -> insert(target, table, row));
        return null;
      });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void insert(JdbcClient target, String table, ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<String> names = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      names.add(columns.getColumnName(column));
      values.add(row.getObject(column));
    }
    target
        .sql(
            "insert into %s (%s) values (%s)"
                .formatted(
                    table,
                    String.join(", ", names),
                    String.join(", ", Collections.nCopies(names.size(), "?"))))
        .params(values)
        .update();
  }

  private static long jobs(Database database) throws IOException {
    return database.read(sql -> sql.sql("select count(*) from jobs").query(Long.class).single());
  }
}
