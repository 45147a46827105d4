package io.reelway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program, started from its jar as an operator starts it, in its own directory. */
final class Server implements AutoCloseable {
  /** The promise that memory does not grow with the load. */
  static final String FLAT = "flat: at most a quarter more";

  private static final Path FFMPEG = Path.of("bench", "target", "ffmpeg").toAbsolutePath();

  private final Path work;
  private final S3Server s3;
  private final Postgres database;
  private final Process process;
  private final Client client;

  private Server(Path work, S3Server s3, Postgres database, Process process, Client client) {
    this.work = work;
    this.s3 = s3;
    this.database = database;
    this.process = process;
    this.client = client;
  }

  /** Starts the program and waits until it is ready. */
  static Server start(Setup setup, String... moreSettings)
      throws IOException, InterruptedException, SQLException {
    return start(setup, List.of(), moreSettings);
  }

  /**
   * Starts the program and waits until it is ready.
   *
   * @param java options of the JVM
   */
  static Server start(Setup setup, List<String> java, String... moreSettings)
      throws IOException, InterruptedException, SQLException {
    return started(launch(setup, Jar.plain(), java, moreSettings));
  }

  /** Starts that jar and waits until it is ready. */
  static Server start(Setup setup, Jar jar) throws IOException, InterruptedException, SQLException {
    return started(launch(setup, jar, List.of()));
  }

  private static Server started(Server server) throws IOException, InterruptedException {
    while (!server.client.isReady()) {
      if (!server.process.isAlive()) {
        throw new IOException("It did not start: " + Files.readString(server.log()));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return server;
  }

  /** Starts a jar and does not wait. */
  static Server launch(Setup setup, Jar jar, List<String> java, String... moreSettings)
      throws IOException, InterruptedException, SQLException {
    Path work = Files.createTempDirectory("reelway-bench-");
    S3Server s3 = setup.startS3(work);
    Postgres database = setup.createDatabase();
    List<String> settings = new ArrayList<>(setup.engineSettings());
    settings.addAll(s3.settings());
    settings.addAll(database.settings());
    settings.addAll(List.of(moreSettings));
    return launch(work, s3, database, List.of(), jar, java, settings);
  }

  /**
   * Starts a worker that uses the engine and the store of this server, and waits until it is ready.
   *
   * @param core the only core that the worker and its encoders may use
   * @param engine address of the engine
   */
  Server addWorker(int core, String engine) throws IOException, InterruptedException {
    Server worker =
        launchWorker(
            Files.createTempDirectory("reelway-bench-"),
            List.of("taskset", "-c", Integer.toString(core)),
            engine,
            Jar.plain());
    while (!worker.client.isUp()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return worker;
  }

  /**
   * Starts a worker that uses the engine and the store of this server, and does not wait.
   *
   * @param work its folder, which an earlier worker may have used
   * @param prefix words before its command line
   * @param engine address of the engine
   */
  Server launchWorker(
      Path work, List<String> prefix, String engine, Jar jar, String... moreSettings)
      throws IOException {
    List<String> settings = new ArrayList<>(s3.settings());
    settings.addAll(
        List.of(
            "--reelway.roles=worker",
            "--reelway.engine=remote",
            "--reelway.temporal.address=" + engine));
    settings.addAll(List.of(moreSettings));
    return launch(work, S3Server.NONE, Postgres.NONE, prefix, jar, List.of(), settings);
  }

  private static Server launch(
      Path work,
      S3Server s3,
      Postgres database,
      List<String> prefix,
      Jar jar,
      List<String> java,
      List<String> settings)
      throws IOException {
    int port = S3Server.freePort();
    List<String> words = new ArrayList<>(prefix);
    words.add(Jar.java());
    words.addAll(jar.options());
    words.addAll(java);
    words.addAll(List.of("-jar", jar.file().toString(), "--server.port=" + port));
    words.add("--reelway.data=" + work.resolve("data"));
    words.add("--reelway.ffmpeg.cache=" + FFMPEG);
    words.addAll(settings);
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile())
            .start();
    return new Server(
        work, s3, database, process, new Client(URI.create("http://127.0.0.1:" + port)));
  }

  /** The bundled program, which the first server unpacks. Its libraries lie beside it. */
  static Path ffmpeg() throws IOException {
    try (Stream<Path> builds = Files.list(FFMPEG)) {
      return builds
          .map(build -> build.resolve("ffmpeg"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IOException("No ffmpeg below " + FFMPEG));
    }
  }

  Client client() {
    return client;
  }

  Path log() {
    return work.resolve("log");
  }

  Path data() {
    return work.resolve("data");
  }

  Path work() {
    return work;
  }

  /** The folder with the objects of the S3 server. */
  Path bucket() {
    return S3Server.bucket(work);
  }

  long pid() {
    return process.pid();
  }

  /** Kills the process, and returns when it is gone. Its folder stays. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Processor time of the process so far, without its ended children. */
  long processorNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Resident memory in bytes. */
  long residentBytes() throws IOException {
    return status("VmRSS");
  }

  /** The highest resident memory since the last {@link #forgetPeak}, in bytes. */
  long peakBytes() throws IOException {
    return status("VmHWM");
  }

  /** Size of the live objects in bytes, after a full garbage collection. */
  long liveBytes() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    histogram.waitFor();
    Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(text);
    if (!total.find()) {
      throw new IOException("No total in the histogram");
    }
    return Long.parseLong(total.group(1));
  }

  void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc", Long.toString(process.pid()), "clear_refs"), "5");
  }

  private long status(String field) throws IOException {
    String text = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
    Matcher line = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(text);
    if (!line.find()) {
      throw new IOException("No " + field + " in the status of the process");
    }
    return Long.parseLong(line.group(1)) * 1024;
  }

  @Override
  public void close() throws IOException, SQLException {
    process.destroy();
    process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
    s3.close();
    database.close();
    deleteTree(work);
  }

  /** Whether memory has grown by no more than {@link #FLAT} allows. */
  static boolean isFlat(long before, long after) {
    return after <= before + before / 4;
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / 1048576.0);
  }

  private static void deleteTree(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
