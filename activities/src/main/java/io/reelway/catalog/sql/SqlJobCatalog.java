package io.reelway.catalog.sql;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobCursor;
import io.reelway.catalog.JobFilter;
import io.reelway.catalog.JobRecord;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.store.SkippedEntries;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link JobCatalog} in SQL. */
public final class SqlJobCatalog implements JobCatalog {
  /**
   * The maximum duration of an erasure, which is the work of a workflow. One that takes longer was
   * lost with its engine.
   */
  private static final Duration ERASURE = Duration.ofHours(1);

  private final Database database;
  private final Clock clock;
  private final ReadableRows readable;

  /**
   * @param clock of this machine; decides which jobs have expired
   * @param skipped counts rows that cannot be read and are left out of lists
   */
  public SqlJobCatalog(Database database, Clock clock, SkippedEntries skipped) {
    this.database = database;
    this.clock = clock;
    this.readable = new ReadableRows(skipped);
  }

  @Override
  public void beginUpload(String uploadId) throws IOException {
    database.write(sql ->
        sql.sql("insert into uploads (id, begun_at) values (:id, :now)")
            .param("id", uploadId)
            .param("now", clock.millis())
            .update());
  }

  @Override
  public void dropUpload(String uploadId) throws IOException {
    database.write(sql -> dropUpload(sql, uploadId));
  }

  private static int dropUpload(JdbcClient sql, String uploadId) {
    return sql.sql("delete from uploads where id = :id").param("id", uploadId).update();
  }

  @Override
  public List<String> abandonedUploads(Instant before, int limit) throws IOException {
    return database.read(sql ->
        sql.sql(
                "select id from uploads where begun_at < :before"
                    + " order by begun_at limit :limit")
            .param("before", before.toEpochMilli())
            .param("limit", limit)
            .query(String.class)
            .list());
  }

  @Override
  public Optional<JobSnapshot> accept(AcceptedJob job, Optional<String> key) throws IOException {
    return database.write(sql -> {
      JobRows.insert(sql, job);
      while (key.isPresent() && !claim(sql, job, key.get())) {
        Optional<JobSnapshot> first = byKey(sql, job.owner(), key.get());
        if (first.isPresent()) {
          JobRows.delete(sql, job.id());
          return first;
        }
      }
      dropUpload(sql, job.id());
      return Optional.empty();
    });
  }

  /**
   * Claims an idempotency key. The database lets one of several requests with the same key win; the
   * others find its job.
   */
  private boolean claim(JdbcClient sql, AcceptedJob job, String key) {
    sql.sql(
            "delete from idempotency_keys where owner = :owner and name = :name"
                + " and job_id in (select id from jobs where expires_at <= :now)")
        .param("owner", job.owner())
        .param("name", key)
        .param("now", clock.millis())
        .update();
    return sql.sql(
                "insert into idempotency_keys (owner, name, job_id) values (:owner, :name, :id)"
                    + " on conflict do nothing")
            .param("owner", job.owner())
            .param("name", key)
            .param("id", job.id())
            .update()
        == 1;
  }

  @Override
  public Optional<JobSnapshot> findByKey(String owner, String key) throws IOException {
    return database.read(sql -> byKey(sql, owner, key));
  }

  private Optional<JobSnapshot> byKey(JdbcClient sql, String owner, String key) {
    return sql.sql(
            "select snapshot from jobs where id ="
                + " (select job_id from idempotency_keys where owner = :owner and name = :name)"
                + " and (expires_at is null or expires_at > :now)")
        .param("owner", owner)
        .param("name", key)
        .param("now", clock.millis())
        .query(JobRows::snapshot)
        .optional();
  }

  @Override
  public List<AcceptedJob> toStart(int limit) throws IOException {
    return database.read(sql ->
        readable.list(
            sql.sql(
                    "select id, snapshot from jobs where state = 'open' and started = 0"
                        + " and erasing_since is null"
                        + " order by created_at limit :limit")
                .param("limit", limit),
            JobRows::job));
  }

  @Override
  public void started(String jobId) throws IOException {
    database.write(sql ->
        sql.sql(
                "update jobs set started = 1"
                    + " where id = :id and started = 0 and erasing_since is null")
            .param("id", jobId)
            .update());
  }

  @Override
  public void lost(String jobId) throws IOException {
    database.write(sql ->
        sql.sql(
                "update jobs set started = 0"
                    + " where id = :id and state = 'open' and erasing_since is null")
            .param("id", jobId)
            .update());
  }

  @Override
  public List<AcceptedJob> running(String afterId, int limit) throws IOException {
    return database.read(sql ->
        readable.list(
            sql.sql(
                    "select id, snapshot from jobs"
                        + " where state = 'open' and started = 1 and id > :after"
                        + " and erasing_since is null"
                        + " order by id limit :limit")
                .param("after", afterId)
                .param("limit", limit),
            JobRows::job));
  }

  @Override
  public int countOpen() throws IOException {
    return database.read(sql ->
        sql.sql("select count(*) from jobs where state = 'open'").query(Integer.class).single());
  }

  @Override
  public boolean finish(JobSnapshot last) throws IOException {
    if (!last.state().isFinal()) {
      throw new IllegalArgumentException("Job " + last.job().id() + " is not final");
    }
    return database.write(sql -> {
      if (JobRows.end(sql, last)) {
        if (last.state() instanceof JobState.Done done) {
          SqlUsageReport.count(sql, last.job(), done);
        }
        SqlWebhookLog.open(sql, last.job());
        return true;
      }
      return JobRows.exists(sql, last.job().id());
    });
  }

  @Override
  public Optional<JobRecord> find(String jobId) throws IOException {
    return database.read(sql ->
        sql.sql(
                JobRows.SELECT
                    + " where j.id = :id and j.erasing_since is null"
                    + " and (j.expires_at is null or j.expires_at > :now)")
            .param("id", jobId)
            .param("now", clock.millis())
            .query(JobRows::record)
            .optional());
  }

  @Override
  public boolean exists(String jobId) throws IOException {
    return database.read(sql -> JobRows.exists(sql, jobId));
  }

  @Override
  public List<JobRecord> list(JobFilter filter, Optional<JobCursor> after, int limit)
      throws IOException {
    List<JobRecord> page = new ArrayList<>();
    Optional<JobCursor> place = after;
    while (true) {
      int missing = limit - page.size();
      JobQuery query = new JobQuery(filter, place, clock.instant());
      List<JobQuery.Row> rows = database.read(sql -> query.run(sql, missing, readable));
      rows.forEach(row -> row.record().ifPresent(page::add));
      if (page.size() == limit || rows.size() < missing) {
        return page;
      }
      place = Optional.of(rows.getLast().place());
    }
  }

  /** Of a hidden job, the column {@code started} says whether the engine has its erasure. */
  @Override
  public void hide(String jobId) throws IOException {
    database.write(sql -> {
      sql.sql("delete from idempotency_keys where job_id = :id").param("id", jobId).update();
      return sql.sql(
              "update jobs set erasing_since = :now, started = 0"
                  + " where id = :id and erasing_since is null")
          .param("id", jobId)
          .param("now", clock.millis())
          .update();
    });
  }

  @Override
  public List<AcceptedJob> erasuresToStart(Instant before, int limit) throws IOException {
    return database.read(sql ->
        readable.list(
            sql.sql(
                    "select id, snapshot from jobs where erasing_since < :before and started = 0"
                        + " order by erasing_since limit :limit")
                .param("before", before.toEpochMilli())
                .param("limit", limit),
            JobRows::job));
  }

  @Override
  public void erasureStarted(String jobId) throws IOException {
    database.write(sql ->
        sql.sql("update jobs set started = 1 where id = :id and erasing_since is not null")
            .param("id", jobId)
            .update());
  }

  @Override
  public List<String> toErase(Instant now, int limit) throws IOException {
    return database.read(sql ->
        sql.sql(
                "select id from jobs"
                    + " where (expires_at <= :now and erasing_since is null)"
                    + " or erasing_since <= :lost limit :limit")
            .param("now", now.toEpochMilli())
            .param("lost", now.minus(ERASURE).toEpochMilli())
            .param("limit", limit)
            .query(String.class)
            .list());
  }

  @Override
  public void eraseLater(String id) throws IOException {
    database.write(sql -> {
      sql.sql("update uploads set begun_at = :now where id = :id")
          .param("now", clock.millis())
          .param("id", id)
          .update();
      return sql.sql("update jobs set erasing_since = :now where id = :id")
          .param("now", clock.millis())
          .param("id", id)
          .update();
    });
  }

  @Override
  public void remove(String jobId) throws IOException {
    database.write(sql -> {
      dropUpload(sql, jobId);
      return JobRows.delete(sql, jobId);
    });
  }
}
