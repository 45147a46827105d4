package io.reelway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures pages of the list, polls and a sweep with many finished jobs of 20 owners: 200,000 in
 * SQLite, and a million in PostgreSQL when {@code REELWAY_BENCH_POSTGRESQL} names an empty database
 * as a JDBC URL with user and password.
 */
final class Records implements Benchmark {
  private static final int EXPIRED = 10_000;
  private static final int LOOKS = 31;
  private static final int POLLS_PER_SECOND = 200;
  private static final int WARM_UP_SECONDS = 5;
  private static final List<String> FILTERS =
      List.of(
          "",
          "status=done",
          "status=failed",
          "filename=clip-777",
          "filename=nowhere",
          "preset=mobile",
          "code=probe-failed",
          "createdAfter=1700000100000&createdBefore=1700000200000",
          "externalId=order-4000",
          "batchId=night-0",
          "batchId=night-0&status=failed",
          "batchId=nowhere",
          "metadata.album=all",
          "metadata.page=order-4000",
          "metadata.page=nowhere",
          "status=failed&filename=nowhere",
          "preset=mobile&filename=nowhere",
          "status=pending");

  @Override
  public String name() {
    return "records";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    List<Row> rows = new ArrayList<>();
    Path file = Files.createTempDirectory("reelway-bench-").resolve("reelway.sqlite");
    rows.addAll(measure(setup, "jdbc:sqlite:" + file, 200_000));
    if (Postgres.URL.isEmpty()) {
      System.err.println("Without REELWAY_BENCH_POSTGRESQL the records are measured in SQLite.");
    } else {
      rows.addAll(measure(setup, Postgres.URL, 1_000_000));
    }
    return rows;
  }

  private static List<Row> measure(Setup setup, String url, int jobs) throws Exception {
    String database = "--reelway.database.url=" + url;
    String where = url.startsWith("jdbc:sqlite") ? "SQLite" : "PostgreSQL";
    try (Server server = Server.start(setup, database)) {
      Client client = server.client();
      client.awaitQuietly(client.submit(Setup.media("image/exif-orientation-6.jpg"), "web"));
    }
    fill(url, jobs);
    try (Server server = Server.start(setup, database)) {
      Client client = server.client();
      List<String> finished = new ArrayList<>();
      for (int job = 20; job <= 4000; job += 20) {
        finished.add("00000000-0000-4000-8000-%012d".formatted(job));
      }
      // The first sweep after the start erases the jobs that have expired meanwhile.
      Polling.poll(client, finished, POLLS_PER_SECOND, WARM_UP_SECONDS);
      long[] polls = Polling.poll(client, finished, POLLS_PER_SECOND, 15);
      long slowest = 0;
      String slowestFilter = "";
      for (String filter : FILTERS) {
        long median = Stopwatch.median(pages(client, filter));
        if (median > slowest) {
          slowest = median;
          slowestFilter = filter.isEmpty() ? "none" : filter;
        }
      }
      return List.of(
          new Row(
              "%s, %,d finished jobs: a page, slowest filter".formatted(where, jobs),
              "median %s (%s)".formatted(Stopwatch.millis(slowest), slowestFilter),
              "≤ 50 ms",
              slowest <= TimeUnit.MILLISECONDS.toNanos(50)),
          new Row(
              "%s: a poll of a final job, 200/s, while %,d expired jobs are erased"
                  .formatted(where, EXPIRED),
              "p50 %s, p99 %s"
                  .formatted(
                      Stopwatch.millis(Stopwatch.median(polls)),
                      Stopwatch.millis(Stopwatch.percentile(polls, 99))),
              "p50 ≤ 5 ms, p99 ≤ 30 ms",
              Stopwatch.isWithin(polls, 50, 5) && Stopwatch.isWithin(polls, 99, 30)));
    }
  }

  private static long[] pages(Client client, String filter) throws Exception {
    long[] times = new long[LOOKS];
    for (int look = 0; look < LOOKS; look++) {
      long start = System.nanoTime();
      client.list(filter);
      times[look] = System.nanoTime() - start;
    }
    return times;
  }

  /** Multiplies the one existing job. */
  private static void fill(String url, int jobs) throws SQLException {
    String id = "'00000000-0000-4000-8000-' || " + digits("i");
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          insert into jobs (id, owner, state, preset, filename, search_name, error_code,
            external_id, batch_id, input_bytes, created_at, updated_at, completed_at, expires_at,
            started, snapshot)
          with recursive numbers (i) as (
            select 1 union all select i + 1 from numbers where i < %1$d)
          select %2$s,
            case when i %% 20 = 0 then '' else 'owner' || (i %% 20) end,
            case when i %% 7 = 0 then 'failed' else 'done' end,
            case when i %% 3 = 0 then 'mobile' else 'web' end,
            'clip-' || i || '.mp4', 'clip-' || i || '.mp4',
            case when i %% 7 = 0 then 'probe-failed' end,
            'order-' || i, 'night-' || (i %% 200), input_bytes,
            1700000000000 + i, 1700000000000 + i, 1700000000000 + i,
            case when i > %1$d - %3$d then 1700000000000 else 9000000000000 end,
            1, replace(snapshot, id, %2$s)
          from numbers, (select id, input_bytes, snapshot from jobs limit 1) one
          """
              .formatted(jobs, id, EXPIRED));
      // One pair that all jobs have, and one pair that is unique to each job.
      sql.execute(
          """
          insert into job_metadata (job_id, owner, name, value)
          select id, owner, 'album', 'all' from jobs where batch_id is not null
          """);
      sql.execute(
          """
          insert into job_metadata (job_id, owner, name, value)
          select id, owner, 'page', external_id from jobs where external_id is not null
          """);
      // Autovacuum and SQLite's own upkeep do this in the course of time.
      sql.execute(url.startsWith("jdbc:sqlite") ? "analyze" : "vacuum analyze");
    }
  }

  private static String digits(String number) {
    return "substr('000000000000' || %1$s, length('000000000000' || %1$s) - 11)".formatted(number);
  }
}
