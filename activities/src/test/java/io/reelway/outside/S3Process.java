package io.reelway.outside;

import io.reelway.store.s3.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real S3 server with one bucket, as a separate process that checks signatures. {@code
 * REELWAY_TEST_VERSITYGW} names its program.
 */
public final class S3Process implements AutoCloseable {
  private static final String BUCKET = "media";
  private static final String KEY = "reelway-test";
  private static final String LOG = "s3.log";
  private static final String REQUESTS = "s3-requests.log";

  /** A line of the access log: owner, bucket, time, address, requester, id, operation, key. */
  private static final Pattern REQUEST =
      Pattern.compile("\\S+ \\S+ \\[[^]]+] \\S+ \\S+ \\S+ s3_(\\w+) (\\S+) .*");

  private final Path objects;
  private final Path log;
  private final int port;
  private final ProcessBuilder builder;
  private Process process;

  private S3Process(Path objects, Path log, int port, ProcessBuilder builder) throws IOException {
    this.objects = objects;
    this.log = log;
    this.port = port;
    this.builder = builder;
    this.process = builder.start();
  }

  /** Starts a server that stores its objects below that directory. */
  public static S3Process start(Path work) throws IOException, InterruptedException {
    Path program = ExternalProgram.VERSITYGW.path();
    int port = Ports.free();
    Path objects = work.resolve("s3");
    Files.createDirectories(objects.resolve(BUCKET));
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--port",
                "127.0.0.1:" + port,
                "--access-log",
                work.resolve(REQUESTS).toString(),
                "posix",
                "--sidecar",
                Files.createDirectories(work.resolve("sidecar")).toString(),
                objects.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(LOG).toFile());
    builder.environment().put("ROOT_ACCESS_KEY", KEY);
    builder.environment().put("ROOT_SECRET_KEY", KEY);
    S3Process server = new S3Process(objects, work.resolve(LOG), port, builder);
    server.awaitStart();
    return server;
  }

  /** The properties that make Reelway use this server. */
  public List<String> properties() {
    return propertiesOver(port);
  }

  /**
   * The properties that make Reelway use this server through another port than its clients, e.g.
   * that of a proxy.
   *
   * @param entrance a local port that forwards to this server
   */
  public List<String> propertiesOver(int entrance) {
    return List.of(
        "reelway.store.s3.bucket=" + BUCKET,
        "reelway.store.s3.endpoint=http://127.0.0.1:" + entrance,
        "reelway.store.s3.public-endpoint=" + endpoint(),
        "reelway.store.s3.path-style=true",
        "reelway.store.s3.access-key=" + KEY,
        "reelway.store.s3.secret-key=" + KEY);
  }

  /** The settings that make the store use this server. */
  public S3Settings settings() {
    return new S3Settings(
        Optional.of(BUCKET),
        "",
        "us-east-1",
        Optional.of(endpoint()),
        Optional.empty(),
        true,
        Optional.of(KEY),
        Optional.of(KEY),
        50);
  }

  public int port() {
    return port;
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Every file of the bucket, including the server's own files of unfinished uploads. */
  public List<Path> files() throws IOException {
    Path bucket = objects.resolve(BUCKET);
    while (true) {
      try (Stream<Path> files = Files.walk(bucket)) {
        return files.filter(Files::isRegularFile).map(bucket::relativize).sorted().toList();
      } catch (UncheckedIOException vanished) {
        // The server deleted a folder during the walk, so walk again.
      }
    }
  }

  /**
   * Every request that the server handled, in order: operation and key, or a dash without a key.
   */
  public List<String> requests() throws IOException {
    return Files.readAllLines(log.resolveSibling(REQUESTS)).stream()
        .map(REQUEST::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1) + " " + line.group(2))
        .toList();
  }

  /** Kills the server, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Restarts the server after a kill, on the same port with the same objects. */
  public void restart() throws IOException, InterruptedException {
    process = builder.start();
    awaitStart();
  }

  private void awaitStart() throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (process.isAlive() && Instant.now().isBefore(end)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("The S3 server did not start:\n" + Files.readString(log));
  }

  @Override
  public void close() {
    kill();
  }
}
