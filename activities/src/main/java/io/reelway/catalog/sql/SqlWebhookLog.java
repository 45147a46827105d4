package io.reelway.catalog.sql;

import io.reelway.catalog.WebhookLog;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import io.reelway.store.SkippedEntries;
import java.io.IOException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link WebhookLog} in SQL. */
public final class SqlWebhookLog implements WebhookLog {
  private final Database database;
  private final ReadableRows readable;

  /**
   * @param skipped counts rows that cannot be read and are left out
   */
  public SqlWebhookLog(Database database, SkippedEntries skipped) {
    this.database = database;
    this.readable = new ReadableRows(skipped);
  }

  /** Notes that a webhook is due. Call it in the transaction that records the job's end. */
  static void open(JdbcClient sql, AcceptedJob job) {
    if (job.request().webhookUrl() != null) {
      sql.sql("insert into webhooks (job_id, state, attempts) values (:id, 'PENDING', 0)")
          .param("id", job.id())
          .update();
    }
  }

  @Override
  public void write(String jobId, Webhook webhook) throws IOException {
    database.write(sql ->
        sql.sql(
                "update webhooks set state = :state, attempts = :attempts,"
                    + " last_status = :status where job_id = :id")
            .param("state", webhook.state().name())
            .param("attempts", webhook.attempts())
            .param("status", webhook.lastStatus())
            .param("id", jobId)
            .update());
  }

  @Override
  public List<AcceptedJob> pending(String afterId, int limit) throws IOException {
    return database.read(sql ->
        readable.list(
            sql.sql(
                    "select j.id, j.snapshot from webhooks w join jobs j on j.id = w.job_id"
                        + " where w.state = 'PENDING' and w.job_id > :after"
                        + " order by w.job_id limit :limit")
                .param("after", afterId)
                .param("limit", limit),
            JobRows::job));
  }
}
