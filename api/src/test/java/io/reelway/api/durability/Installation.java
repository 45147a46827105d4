package io.reelway.api.durability;

import io.reelway.outside.PostgresProcess;
import io.reelway.outside.S3Process;
import io.reelway.outside.SmallDisk;
import io.reelway.outside.TemporalProcess;
import io.reelway.outside.UnreliableProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reelway as on several machines: Temporal, PostgreSQL, an S3 server, an API and two workers, each
 * a separate process. Only the API has the database settings. Tests can cut the connection to the
 * S3 server and fill the scratch disk of one worker.
 */
final class Installation implements AutoCloseable {
  /** The heartbeat timeout after which a worker counts as lost; short, to keep tests fast. */
  static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** The age at which unfinished uploads are erased. */
  static final Duration ABANDONED = Duration.ofSeconds(15);

  private final Path work;
  private final TemporalProcess temporal;
  private final PostgresProcess database;
  private final S3Process s3;
  private final UnreliableProxy line;
  private final UnreliableProxy databaseLine;
  private final SmallDisk disk;
  private final Member api;
  private final List<Member> workers;

  private Installation(
      Path work,
      TemporalProcess temporal,
      PostgresProcess database,
      S3Process s3,
      UnreliableProxy line,
      UnreliableProxy databaseLine,
      SmallDisk disk,
      Member api,
      List<Member> workers) {
    this.work = work;
    this.temporal = temporal;
    this.database = database;
    this.s3 = s3;
    this.line = line;
    this.databaseLine = databaseLine;
    this.disk = disk;
    this.api = api;
    this.workers = workers;
  }

  /**
   * Starts everything.
   *
   * @param more further settings of all processes
   */
  static Installation start(Path work, String... more) throws Exception {
    TemporalProcess temporal = TemporalProcess.start(work);
    PostgresProcess database = PostgresProcess.start(work);
    S3Process s3 = S3Process.start(work);
    UnreliableProxy line = new UnreliableProxy(s3.port());
    UnreliableProxy databaseLine = new UnreliableProxy(database.port());
    SmallDisk disk = SmallDisk.at(work.resolve("small"));
    List<String> common = new ArrayList<>(s3.propertiesOver(line.port()));
    common.add("reelway.engine=remote");
    common.add("reelway.temporal.address=" + temporal.address());
    common.add("reelway.worker.heartbeat=" + HEARTBEAT.toSeconds() + "s");
    common.add("reelway.worker.sweep=1s");
    common.add("reelway.worker.grace=2s");
    common.add("reelway.limits.free-space=8 MiB");
    common.addAll(List.of(more));
    common.add("reelway.retention.abandoned=" + ABANDONED.toSeconds() + "s");
    try (ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> ofApi = new ArrayList<>(common);
      ofApi.addAll(database.propertiesOver(databaseLine.port()));
      Future<Member> api = starts.submit(() -> member(work, "api", ofApi, "reelway.roles=api"));
      Future<Member> first =
          starts.submit(() ->
              member(
                  work,
                  "worker-1",
                  common,
                  "reelway.roles=worker",
                  "reelway.worker.scratch=" + work.resolve("small")));
      Future<Member> second =
          starts.submit(() -> member(work, "worker-2", common, "reelway.roles=worker"));
      return new Installation(
          work,
          temporal,
          database,
          s3,
          line,
          databaseLine,
          disk,
          api.get(),
          List.of(first.get(), second.get()));
    } catch (ExecutionException failed) {
      disk.close();
      line.close();
      databaseLine.close();
      s3.close();
      database.close();
      temporal.close();
      throw failed;
    }
  }

  private static Member member(Path work, String name, List<String> common, String... own)
      throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>(common);
    settings.addAll(List.of(own));
    return Member.start(Files.createDirectories(work.resolve(name)), name, settings);
  }

  /** The folder of all files of the installation. */
  Path work() {
    return work;
  }

  TemporalProcess temporal() {
    return temporal;
  }

  /** The only connection from the API to the database. */
  UnreliableProxy databaseLine() {
    return databaseLine;
  }

  PostgresProcess database() {
    return database;
  }

  S3Process s3() {
    return s3;
  }

  /** The only connection from API and workers to the S3 server. */
  UnreliableProxy line() {
    return line;
  }

  /** The scratch disk of the first worker. */
  SmallDisk disk() {
    return disk;
  }

  Member api() {
    return api;
  }

  List<Member> workers() {
    return workers;
  }

  /** The scratch folders of the workers. */
  List<Path> scratch() {
    return List.of(work.resolve("small"), work.resolve("worker-2/data/scratch"));
  }

  @Override
  public void close() throws IOException {
    workers.forEach(Member::close);
    api.close();
    disk.close();
    line.close();
    databaseLine.close();
    s3.close();
    database.close();
    temporal.close();
  }
}
