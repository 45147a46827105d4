package io.reelway.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.reelway.catalog.InDoubtException;
import io.reelway.catalog.JobFilter;
import io.reelway.outside.PostgresProcess;
import io.reelway.outside.UnreliableProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 2_000, 3_000, 4_000, 5_000})
  void opensEvenWhenTheFirstConnectionsAreCut(int bytes) throws IOException {
    try (UnreliableProxy line = new UnreliableProxy(server.port())) {
      line.cutAfter(bytes);
      try (Database opened = Database.open(server.settingsOver(line.port()))) {
        opened.ping();
      }
      assertThat(line.cuts()).isEqualTo(1);
    }
  }

  @Test
  void aChangeIsInDoubtWhenItsConnectionBreaks() {
    assertThatExceptionOfType(InDoubtException.class)
        .isThrownBy(() ->
            database.<Boolean>write(sql ->
                sql.sql("select pg_terminate_backend(pg_backend_pid())")
                    .query(Boolean.class)
                    .single()));
  }

  @Test
  void aRefusedChangeIsNotInDoubt() {
    assertThatIOException()
        .isThrownBy(() -> database.<Integer>write(sql -> sql.sql("delete from nothing").update()))
        .isExactlyInstanceOf(IOException.class);
  }

  /** A generic plan is a bad plan for a value that many rows share. */
  @Test
  void plansEachStatementForItsActualValues() throws IOException {
    for (int time = 0; time < 20; time++) {
      catalog().list(JobFilter.of("nobody"), Optional.empty(), 10);
    }

    assertThat(
            database.<Integer>read(sql ->
                sql.sql("select count(*) from pg_prepared_statements")
                    .query(Integer.class)
                    .single()))
        .isZero();
  }

  @Override
  Database database() {
    return database;
  }
}
