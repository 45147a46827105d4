package io.reelway.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.Jobs;
import io.reelway.job.AcceptedJob;
import io.reelway.outside.PostgresProcess;
import io.reelway.store.SkippedEntries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsCopyTest {
  private static final Clock CLOCK = Clock.fixed(Jobs.NOON, ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void copiesAllRecordsFromSqliteToPostgresql() throws Exception {
    try (PostgresProcess server = PostgresProcess.start(folder);
        Database from = Database.open(DatabaseSettings.sqlite(folder.resolve("from.sqlite")));
        Database to = Database.open(server.settings())) {
      JobCatalog before = new SqlJobCatalog(from, CLOCK, new SkippedEntries());
      AcceptedJob done = Jobs.job("a", Jobs.NOON, "a.mp4", URI.create("https://example.org/"));
      AcceptedJob open = Jobs.job("b", Jobs.NOON);
      before.accept(done, Optional.of("key"));
      before.accept(open, Optional.empty());
      before.started(open.id());
      before.finish(Jobs.done(done, Jobs.NOON, 400));
      new SqlLinkSecrets(from).add(new byte[] {1, 2, 3});

      assertThat(RecordsCopy.copy(from, to)).isEqualTo(2);

      JobCatalog after = new SqlJobCatalog(to, CLOCK, new SkippedEntries());
      assertThat(after.find(done.id())).isEqualTo(before.find(done.id()));
      assertThat(after.find(open.id())).isEqualTo(before.find(open.id()));
      assertThat(after.findByKey("a", "key")).isEqualTo(before.findByKey("a", "key"));
      assertThat(new SqlUsageReport(to).total()).isEqualTo(new SqlUsageReport(from).total());
      assertThat(new SqlLinkSecrets(to).all()).hasSize(1);
    }
  }

  @Test
  void refusesATargetThatAlreadyHasJobs() throws IOException {
    try (Database from = Database.open(DatabaseSettings.sqlite(folder.resolve("from.sqlite")));
        Database to = Database.open(DatabaseSettings.sqlite(folder.resolve("to.sqlite")))) {
      new SqlJobCatalog(to, CLOCK, new SkippedEntries())
          .accept(Jobs.job("", Jobs.NOON), Optional.empty());

      assertThatIOException()
          .isThrownBy(() -> RecordsCopy.copy(from, to))
          .withMessageContaining("holds jobs already");
    }
  }
}
