package io.reelway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads and downloads files many times the size of the heap, in a separate JVM. The connection of
 * the download is cut in the middle.
 */
class BigTransferTest {
  @TempDir Path folder;
  private final AtomicLong uploaded = new AtomicLong();
  private final AtomicInteger downloads = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private long size;
  private String sha256 = "";

  BigTransferTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.createContext("/api/media/jobs", this::accept);
    server.createContext(Jobs.ROUTE, this::poll);
    server.createContext(Jobs.ROUTE + "/download", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * 300 MiB, or 3 GiB with {@code ./mvnw test -pl sdk -Dtest=BigTransferTest -Dreelway.big=true},
   * which needs as much disk.
   */
  @Test
  void transfersAFileManyTimesTheHeap() throws Exception {
    if (Boolean.getBoolean("reelway.big")) {
      transfer(3L << 30, "64m");
    } else {
      transfer(300L << 20, "48m");
    }
  }

  private void transfer(long bytes, String heap) throws Exception {
    size = bytes;
    sha256 = sha256(bytes);
    Process fork =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                System.getProperty("java.class.path"),
                BigTransferTest.Fork.class.getName(),
                "http://localhost:" + server.getAddress().getPort(),
                "" + bytes,
                folder.resolve("down.bin").toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(fork.waitFor()).as(output).isZero();
    System.out.printf("%d MiB up and down in a heap of %s: %s%n", bytes >> 20, heap, output);
    assertThat(uploaded.get()).isBetween(bytes, bytes + 1_000);
    assertThat(downloads.get()).isEqualTo(2);
    assertThat(folder.resolve("down.bin")).hasSize(bytes);
  }

  private void accept(HttpExchange exchange) throws IOException {
    uploaded.set(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
    json(exchange, 202, Jobs.ACCEPTED);
  }

  private void poll(HttpExchange exchange) throws IOException {
    json(exchange, 200, Jobs.done(size, sha256));
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Serves the file; the first answer stops halfway. */
  private void serve(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    long from = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
    long until = downloads.incrementAndGet() == 1 ? size / 2 : size;
    exchange.getResponseHeaders().set("ETag", "\"one\"");
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, size - 1, size));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, size - from);
    try (exchange;
        InputStream part = new CountingStream(from, until)) {
      part.transferTo(exchange.getResponseBody());
    }
  }

  private static String sha256(long bytes) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream all = new DigestInputStream(new CountingStream(0, bytes), digest)) {
      all.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A generated stream in which each byte depends on its position. */
  private static final class CountingStream extends InputStream {
    private long place;
    private final long end;

    CountingStream(long from, long to) {
      this.place = from;
      this.end = to;
    }

    @Override
    public int read() {
      return place == end ? -1 : at(place++) & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) {
      if (place == end) {
        return -1;
      }
      int count = (int) Math.min(length, end - place);
      for (int i = 0; i < count; i++) {
        target[start + i] = at(place++);
      }
      return count;
    }

    private static byte at(long place) {
      return (byte) (place * 31 + (place >> 16));
    }
  }

  /** The entry point of the JVM with the small heap. */
  static final class Fork {
    private Fork() {}

    public static void main(String[] arguments) {
      long bytes = Long.parseLong(arguments[1]);
      ReelwayClient client = ReelwayClient.of(URI.create(arguments[0]));
      Source source = Source.stream(() -> new CountingStream(0, bytes), OptionalLong.of(bytes));
      long begin = System.nanoTime();
      AcceptedJob job = client.submitJob(source, SubmitOptions.DEFAULTS.filename("big.mov"));
      long between = System.nanoTime();
      client.download(job.id(), Path.of(arguments[2]));
      System.out.printf(
          "up %.1f s, down %.1f s, heap in use %d MiB%n",
          (between - begin) / 1e9,
          (System.nanoTime() - between) / 1e9,
          (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }
  }
}
