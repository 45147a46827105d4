package io.reelway.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobCatalogContract;
import io.reelway.catalog.JobFilter;
import io.reelway.catalog.Jobs;
import io.reelway.catalog.LinkSecrets;
import io.reelway.catalog.UsageReport;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.WorkMarks;
import io.reelway.job.AcceptedJob;
import io.reelway.store.SkippedEntries;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs the {@link JobCatalogContract} on a SQL database. */
abstract class SqlCatalogContract extends JobCatalogContract {
  private final SkippedEntries skipped = new SkippedEntries();

  abstract Database database();

  @Test
  void skipsAndCountsAnUnreadableJob() throws IOException {
    String owner = UUID.randomUUID().toString();
    AcceptedJob older = Jobs.job(owner, Jobs.NOON);
    AcceptedJob broken = Jobs.job(owner, Jobs.NOON.plusSeconds(1));
    AcceptedJob newer = Jobs.job(owner, Jobs.NOON.plusSeconds(2));
    for (AcceptedJob job : List.of(older, broken, newer)) {
      catalog().accept(job, Optional.empty());
      catalog().started(job.id());
    }
    database()
        .write(sql ->
            sql.sql("update jobs set snapshot = '{' where id = :id")
                .param("id", broken.id())
                .update());

    assertThat(catalog().list(JobFilter.of(owner), Optional.empty(), 2))
        .extracting(record -> record.snapshot().job())
        .containsExactly(newer, older);
    assertThat(catalog().running("", Integer.MAX_VALUE)).contains(newer, older);
    assertThat(skipped.count(SkippedEntries.Reason.UNREADABLE)).isEqualTo(2);
    assertThatIOException()
        .isThrownBy(() -> catalog().find(broken.id()))
        .withMessage("A record in the database cannot be read");
    catalog().remove(broken.id());
  }

  @Override
  protected JobCatalog catalog() {
    return new SqlJobCatalog(database(), CLOCK, skipped);
  }

  @Override
  protected UsageReport usage() {
    return new SqlUsageReport(database());
  }

  @Override
  protected WebhookLog webhooks() {
    return new SqlWebhookLog(database(), skipped);
  }

  @Override
  protected WorkMarks workMarks() {
    return new SqlWorkMarks(database());
  }

  @Override
  protected LinkSecrets secrets() {
    return new SqlLinkSecrets(database());
  }
}
