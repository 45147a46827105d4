package io.reelway.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.catalog.sql.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL server with its own port and directory. It refuses to run as root, so root
 * starts it as another user. {@code REELWAY_TEST_INITDB} names its {@code initdb}.
 */
public final class PostgresProcess implements AutoCloseable {
  private static final String USER = "reelway";
  private static final String PASSWORD = "reelway-test";
  private static final String NOBODY = "65534";
  private static final String LOG = "postgresql.log";

  /** The size of the small disk: enough for three empty databases with a log in small files. */
  private static final int DISK_MEBIBYTES = 128;

  private final Path work;
  private final SmallDisk disk;
  private final int port;
  private final ProcessBuilder builder;
  private Process process;

  private PostgresProcess(Path work, SmallDisk disk, int port, ProcessBuilder builder)
      throws IOException {
    this.work = work;
    this.disk = disk;
    this.port = port;
    this.builder = builder;
    this.process = builder.start();
  }

  /** Starts a server that stores its files on its own small disk. */
  public static PostgresProcess start(Path parent) throws IOException, InterruptedException {
    Path initdb = ExternalProgram.INITDB.path().toRealPath();
    // The test's own directory does not work: other users cannot enter it.
    Path work =
        Files.createTempDirectory(
            Path.of(System.getProperty("java.io.tmpdir")), "reelway-postgresql-");
    SmallDisk disk = SmallDisk.at(work.resolve("disk"), DISK_MEBIBYTES);
    Path password = Files.writeString(work.resolve("password"), PASSWORD);
    if (isRoot()) {
      Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
      run(work, List.of("chown", "-R", NOBODY + ":" + NOBODY, work.toString()));
    }
    Files.createDirectories(parent);
    Path data = work.resolve("disk/data");
    run(
        work,
        unprivileged(
            initdb.toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--wal-segsize=1",
            "--no-sync"));
    int port = Ports.free();
    ProcessBuilder builder =
        new ProcessBuilder(
                unprivileged(
                    initdb.resolveSibling("postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=60",
                    "-c",
                    "min_wal_size=2MB",
                    "-c",
                    "max_wal_size=32MB"))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(parent.resolve(LOG).toFile());
    PostgresProcess server = new PostgresProcess(work, disk, port, builder);
    server.awaitStart();
    return server;
  }

  /**
   * The properties that make Reelway use this server through another port.
   *
   * @param entrance a local port that forwards to this server
   */
  public List<String> propertiesOver(int entrance) {
    return List.of(
        "reelway.database.url=" + url(entrance),
        "reelway.database.user=" + USER,
        "reelway.database.password=" + PASSWORD);
  }

  /** The settings that make the catalog use this server. */
  public DatabaseSettings settings() {
    return settingsOver(port);
  }

  /**
   * The settings that make the catalog use this server through another port, e.g. that of a proxy.
   */
  public DatabaseSettings settingsOver(int entrance) {
    return new DatabaseSettings(
        url(entrance), Optional.of(USER), Optional.of(PASSWORD), Optional.empty(), 5);
  }

  public int port() {
    return port;
  }

  /** Runs a statement on the server as its administrator. */
  public void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(port), USER, PASSWORD);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String url(int entrance) {
    return "jdbc:postgresql://127.0.0.1:" + entrance + "/postgres";
  }

  /** Kills the server and the processes of its connections, as a crash would. */
  public void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly().onExit().join();
    for (ProcessHandle child : all) {
      child.destroyForcibly();
      child.onExit().join();
    }
  }

  /** Sends a signal to the server and the processes of its connections, e.g. {@code STOP}. */
  public void signal(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.add(String.valueOf(process.pid()));
    process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    run(work, command);
  }

  /** Restarts the server after a kill, on the same port with the same files. */
  public void restart() throws IOException, InterruptedException {
    process = builder.start();
    awaitStart();
  }

  /** The disk of the server. */
  public SmallDisk disk() {
    return disk;
  }

  /** Waits until the server answers again. Starts it if a full disk stopped it. */
  public void revive() throws IOException, InterruptedException {
    try {
      awaitStart();
    } catch (IOException gaveUp) {
      restart();
    }
  }

  /** Ends all client sessions, as a failover does. */
  public void endSessions() throws SQLException {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
  }

  private void awaitStart() throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (process.isAlive() && Instant.now().isBefore(end)) {
      try {
        execute("select 1");
        return;
      } catch (SQLException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("The PostgreSQL server did not start");
  }

  private static List<String> unprivileged(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + " failed: " + output);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    disk.close();
    try {
      run(work, List.of("rm", "-rf", work.toString()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
