package io.reelway.catalog.sql;

import io.reelway.catalog.JobRecord;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Webhook;
import io.reelway.store.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes and reads rows of the table {@code jobs}. */
final class JobRows {
  /**
   * The start of a statement whose rows {@link #record} reads. The alias of the table is {@code j}.
   */
  static final String SELECT =
      "select j.id, j.created_at, j.snapshot, j.started, w.state as webhook, w.attempts,"
          + " w.last_status from jobs j left join webhooks w on w.job_id = j.id";

  private JobRows() {}

  static void insert(JdbcClient sql, AcceptedJob job) {
    JobSnapshot snapshot = JobSnapshot.accepted(job);
    sql.sql(
            """
            insert into jobs (id, owner, state, preset, filename, search_name, external_id,
              batch_id, input_bytes, created_at, updated_at, started, snapshot)
            values (:id, :owner, 'open', :preset, :filename, :search, :external, :batch, :bytes, :created, :created, 0, :snapshot)
            """)
        .param("id", job.id())
        .param("owner", job.owner())
        .param("preset", job.preset().name())
        .param("filename", job.source().filename())
        .param("search", SearchName.of(job.source().filename()))
        .param("external", job.request().labels().externalId())
        .param("batch", job.request().labels().batchId())
        .param("bytes", job.source().bytes())
        .param("created", job.createdAt().toEpochMilli())
        .param("snapshot", json(snapshot))
        .update();
    job.request().labels().metadata().forEach((name, value) -> label(sql, job, name, value));
  }

  private static void label(JdbcClient sql, AcceptedJob job, String name, String value) {
    sql.sql(
            "insert into job_metadata (job_id, owner, name, value)"
                + " values (:id, :owner, :name, :value)")
        .param("id", job.id())
        .param("owner", job.owner())
        .param("name", name)
        .param("value", value)
        .update();
  }

  /** Writes the end of an open job. Returns {@code false} when there is no open job. */
  static boolean end(JdbcClient sql, JobSnapshot last) {
    return sql.sql(
                """
                update jobs set state = :state, error_code = :code, input_bytes = :bytes,
                  filename = :filename, search_name = :search, updated_at = :ended,
                  completed_at = :ended, expires_at = :expires, snapshot = :snapshot
                where id = :id and state = 'open'
                """)
            .param("state", last.state() instanceof JobState.Done ? "done" : "failed")
            .param("code", code(last.state()))
            .param("bytes", last.job().source().bytes())
            .param("filename", last.job().source().filename())
            .param("search", SearchName.of(last.job().source().filename()))
            .param("ended", last.updatedAt().toEpochMilli())
            .param("expires", millis(last.expiresAt()))
            .param("snapshot", json(last))
            .param("id", last.job().id())
            .update()
        == 1;
  }

  static boolean exists(JdbcClient sql, String jobId) {
    return sql.sql("select 1 from jobs where id = :id")
        .param("id", jobId)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  static int delete(JdbcClient sql, String jobId) {
    return sql.sql("delete from jobs where id = :id").param("id", jobId).update();
  }

  static JobSnapshot snapshot(ResultSet row, int number) throws SQLException {
    return JobJson.MAPPER.readValue(row.getString("snapshot"), JobSnapshot.class);
  }

  static AcceptedJob job(ResultSet row, int number) throws SQLException {
    return snapshot(row, number).job();
  }

  static JobRecord record(ResultSet row, int number) throws SQLException {
    return new JobRecord(snapshot(row, number), row.getInt("started") != 0, webhook(row));
  }

  private static @Nullable Webhook webhook(ResultSet row) throws SQLException {
    String state = row.getString("webhook");
    if (state == null) {
      return null;
    }
    int attempts = row.getInt("attempts");
    int status = row.getInt("last_status");
    return new Webhook(Webhook.State.valueOf(state), attempts, row.wasNull() ? null : status);
  }

  private static @Nullable String code(JobState state) {
    return state instanceof JobState.Failed failed ? failed.error().code() : null;
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static String json(JobSnapshot snapshot) {
    return JobJson.MAPPER.writeValueAsString(snapshot);
  }
}
