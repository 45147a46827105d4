package io.reelway.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Memory during an upload and a download of 2 GiB each. */
final class LargeFile implements Benchmark {
  /** Maximum memory of a transfer, in MiB. */
  private static final long PROMISE = 64;

  private static final long BYTES = 2L << 30;

  @Override
  public String name() {
    return "large-file";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    try (Server server = Server.start(setup, List.of("-Xmx256m"))) {
      Client client = server.client();
      Path clip = Setup.media("video/h264-480x360-audio-mono.mp4");
      client.download(client.await(client.submit(clip, "mobile"))); // warms up
      List<Row> rows = new ArrayList<>();
      long idle = server.residentBytes();
      server.forgetPeak();
      long start = System.nanoTime();
      String jobId = client.submit("large.mp4", padded(clip), "mobile");
      long time = System.nanoTime() - start;
      rows.add(row("2 GiB upload, 256 MiB heap", idle, server.peakBytes(), time));
      JsonNode job = client.await(jobId);
      if (!setup.isReal()) {
        grow(server.data(), jobId);
        server.forgetPeak();
        long idleAgain = server.residentBytes();
        start = System.nanoTime();
        long bytes = client.download(job);
        if (bytes != BYTES) {
          throw new IOException("Only " + bytes + " bytes arrived");
        }
        rows.add(
            row(
                "2 GiB download, 256 MiB heap",
                idleAgain,
                server.peakBytes(),
                System.nanoTime() - start));
      }
      return rows;
    }
  }

  private static Row row(String what, long idle, long peak, long nanos) {
    return new Row(
        what,
        "peak %s, idle %s: %s more; %s"
            .formatted(
                Server.mebibytes(peak),
                Server.mebibytes(idle),
                Server.mebibytes(Math.max(0, peak - idle)),
                Stopwatch.seconds(nanos)),
        "≤ " + PROMISE + " MiB above idle",
        peak - idle <= PROMISE << 20);
  }

  /** The clip, followed by a box of the missing size, which players skip. */
  private static BodyPublisher padded(Path clip) throws IOException {
    long padding = BYTES - Files.size(clip);
    ByteBuffer head = ByteBuffer.allocate(16).putInt(1);
    head.put("free".getBytes(StandardCharsets.US_ASCII)).putLong(padding).flip();
    return BodyPublishers.concat(
        BodyPublishers.ofFile(clip),
        BodyPublishers.ofByteArray(head.array()),
        BodyPublishers.ofByteArrays(zeros(padding - head.capacity())));
  }

  private static Iterable<byte[]> zeros(long count) {
    byte[] block = new byte[1 << 16];
    Stream<byte[]> whole = Stream.generate(() -> block).limit(count / block.length);
    Stream<byte[]> rest = Stream.of(new byte[(int) (count % block.length)]);
    Iterator<byte[]> blocks = Stream.concat(whole, rest).iterator();
    return () -> blocks;
  }

  /**
   * Enlarges the stored output to the size of the upload. Only the number of bytes sent matters.
   */
  private static void grow(Path data, String jobId) throws IOException {
    Path folder = data.resolve("store/jobs").resolve(jobId).resolve("output");
    try (Stream<Path> files = Files.list(folder);
        RandomAccessFile output =
            new RandomAccessFile(files.findFirst().orElseThrow().toFile(), "rw")) {
      output.setLength(BYTES);
    }
  }
}
