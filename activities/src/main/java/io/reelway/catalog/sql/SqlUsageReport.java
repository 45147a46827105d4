package io.reelway.catalog.sql;

import io.reelway.catalog.Usage;
import io.reelway.catalog.UsageReport;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobState;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link UsageReport} in SQL, with a row for each owner and day. */
public final class SqlUsageReport implements UsageReport {
  private final Database database;

  public SqlUsageReport(Database database) {
    this.database = database;
  }

  /** Counts a finished job. Call it in the transaction that records the job's end. */
  static void count(JdbcClient sql, AcceptedJob job, JobState.Done done) {
    Usage share = Usage.ofJob(job.source().bytes(), done.main().bytes());
    sql.sql(
            """
            insert into usage_of_day (owner, day, jobs, input_bytes, output_bytes, saved_bytes)
            values (:owner, :day, 1, :input, :output, :saved)
            on conflict (owner, day) do update set
              jobs = usage_of_day.jobs + 1,
              input_bytes = usage_of_day.input_bytes + excluded.input_bytes,
              output_bytes = usage_of_day.output_bytes + excluded.output_bytes,
              saved_bytes = usage_of_day.saved_bytes + excluded.saved_bytes
            """)
        .param("owner", job.owner())
        .param("day", LocalDate.ofInstant(done.completedAt(), ZoneOffset.UTC).toString())
        .param("input", share.inputBytes())
        .param("output", share.outputBytes())
        .param("saved", share.savedBytes())
        .update();
  }

  @Override
  public Usage total() throws IOException {
    return database.read(sql ->
        sql.sql(
                """
                select coalesce(sum(jobs), 0) as jobs,
                  coalesce(sum(input_bytes), 0) as input_bytes,
                  coalesce(sum(output_bytes), 0) as output_bytes,
                  coalesce(sum(saved_bytes), 0) as saved_bytes
                from usage_of_day
                """)
            .query(SqlUsageReport::usage)
            .single());
  }

  @Override
  public List<Day> days(String owner, LocalDate from, LocalDate to) throws IOException {
    return database.read(sql ->
        sql.sql(
                "select * from usage_of_day"
                    + " where owner = :owner and day >= :from and day <= :to order by day")
            .param("owner", owner)
            .param("from", from.toString())
            .param("to", to.toString())
            .query(
                (row, number) -> new Day(LocalDate.parse(row.getString("day")), usage(row, number)))
            .list());
  }

  private static Usage usage(ResultSet row, int number) throws SQLException {
    return new Usage(
        row.getLong("jobs"),
        row.getLong("input_bytes"),
        row.getLong("output_bytes"),
        row.getLong("saved_bytes"));
  }
}
