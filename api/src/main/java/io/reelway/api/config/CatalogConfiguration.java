package io.reelway.api.config;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.LinkSecrets;
import io.reelway.catalog.UsageReport;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.WorkMarks;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.catalog.sql.SqlLinkSecrets;
import io.reelway.catalog.sql.SqlUsageReport;
import io.reelway.catalog.sql.SqlWebhookLog;
import io.reelway.catalog.sql.SqlWorkMarks;
import io.reelway.record.JobRecorder;
import io.reelway.retention.JobEraser;
import io.reelway.store.Store;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The records. Processes that only work on media have none and need no access to the database. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
  @Bean(destroyMethod = "close")
  Database database(ReelwaySettings settings) throws IOException {
    return Database.open(settings.database());
  }

  @Bean
  JobCatalog jobCatalog(Database database, Store store, Clock clock) {
    return new SqlJobCatalog(database, clock, store.skipped());
  }

  @Bean
  WebhookLog webhookLog(Database database, Store store) {
    return new SqlWebhookLog(database, store.skipped());
  }

  @Bean
  WorkMarks workMarks(Database database) {
    return new SqlWorkMarks(database);
  }

  @Bean
  UsageReport usageReport(Database database) {
    return new SqlUsageReport(database);
  }

  @Bean
  LinkSecrets linkSecrets(Database database) {
    return new SqlLinkSecrets(database);
  }

  @Bean
  JobEraser jobEraser(Store store, JobCatalog catalog) {
    return new JobEraser(store, catalog);
  }

  @Bean
  JobRecorder jobRecorder(
      JobCatalog catalog, JobEraser eraser, Store store, ReelwaySettings settings, Clock clock) {
    return new JobRecorder(catalog, eraser, store, settings.retention(), clock);
  }
}
