package io.reelway.catalog.sql;

import io.reelway.store.SkippedEntries;
import io.reelway.store.SkippedEntries.Reason;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/**
 * Reads rows of many jobs. A row that this version cannot read must not stop the work on the
 * others. It is left out, counted and logged.
 */
final class ReadableRows {
  private final SkippedEntries skipped;

  ReadableRows(SkippedEntries skipped) {
    this.skipped = skipped;
  }

  /**
   * Runs a query and leaves out the rows that cannot be read.
   *
   * @param mapper for rows that have a column {@code id}
   */
  <T> List<T> list(JdbcClient.StatementSpec query, RowMapper<T> mapper) {
    return query.query(mapping(mapper)).list().stream().flatMap(Optional::stream).toList();
  }

  /**
   * Maps rows that can be read.
   *
   * @param mapper for rows that have a column {@code id}
   */
  <T> RowMapper<Optional<T>> mapping(RowMapper<T> mapper) {
    return (row, number) -> {
      try {
        return Optional.ofNullable(mapper.mapRow(row, number));
      } catch (JacksonException broken) {
        skipped.add(Reason.UNREADABLE, "job " + row.getString("id"));
        return Optional.empty();
      }
    };
  }
}
