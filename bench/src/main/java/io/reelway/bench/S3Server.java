package io.reelway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An S3 server in a separate process, with one bucket in a directory. */
record S3Server(@Nullable Process process, List<String> settings) implements AutoCloseable {
  static final S3Server NONE = new S3Server(null, List.of());

  private static final String BUCKET = "media";
  private static final String KEY = "reelway";

  static S3Server start(Path program, Path work) throws IOException, InterruptedException {
    int port = freePort();
    Path objects = Files.createDirectories(bucket(work)).getParent();
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--port",
            "127.0.0.1:" + port,
            "posix",
            "--sidecar",
            Files.createDirectories(work.resolve("sidecar")).toString(),
            String.valueOf(objects));
    builder.environment().put("ROOT_ACCESS_KEY", KEY);
    builder.environment().put("ROOT_SECRET_KEY", KEY);
    builder.redirectErrorStream(true).redirectOutput(work.resolve("s3.log").toFile());
    Process process = builder.start();
    awaitPort(port);
    return new S3Server(
        process,
        List.of(
            "--reelway.store.s3.bucket=" + BUCKET,
            "--reelway.store.s3.endpoint=http://127.0.0.1:" + port,
            "--reelway.store.s3.path-style=true",
            "--reelway.store.s3.access-key=" + KEY,
            "--reelway.store.s3.secret-key=" + KEY));
  }

  /** The folder of the objects of the server in that folder. */
  static Path bucket(Path work) {
    return work.resolve("s3").resolve(BUCKET);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until something listens on that port of this machine. */
  static void awaitPort(int port) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("Nothing listens on port " + port);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
