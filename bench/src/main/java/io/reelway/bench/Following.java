package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Follows two videos with many event streams until the last event, and polls them meanwhile. */
final class Following implements Benchmark {
  private static final int STREAMS = 500;
  private static final int RATE = 200;
  private static final int SECONDS = 20;

  @Override
  public String name() {
    return "following";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Path trailer = Setup.media("video/h264-720p24-52s-sintel-trailer.mp4");
    try (Server server = Server.start(setup, "--reelway.worker.heavy-slots=2")) {
      Client client = server.client();
      List<String> jobs =
          List.of(client.submit(trailer, "low-bandwidth"), client.submit(trailer, "low-bandwidth"));
      TimeUnit.SECONDS.sleep(2);
      Polling.poll(client, jobs, RATE, 2); // warms up
      long before = server.residentBytes();
      List<CompletableFuture<Boolean>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        streams.add(client.follow(jobs.get(i % jobs.size())));
      }
      Polling.poll(client, jobs, RATE, 3); // until all are open
      long[] times = Polling.poll(client, jobs, RATE, SECONDS);
      long during = server.residentBytes();
      for (String job : jobs) {
        client.awaitQuietly(job);
      }
      long received = streams.stream().filter(Following::hasReceivedTheEnd).count();
      long after = server.residentBytes();
      return List.of(
          new Row(
              RATE + " polls/s and " + STREAMS + " event streams while two videos are encoded",
              "p50 %s, p99 %s"
                  .formatted(
                      Stopwatch.millis(Stopwatch.median(times)),
                      Stopwatch.millis(Stopwatch.percentile(times, 99))),
              "p99 ≤ 30 ms",
              Stopwatch.isWithin(times, 99, 30)),
          new Row(
              "streams that got the final event",
              received + " of " + STREAMS,
              "all",
              received == STREAMS),
          new Row(
              "resident memory before them, with them, after them",
              "%s, %s, %s"
                  .formatted(
                      Server.mebibytes(before), Server.mebibytes(during), Server.mebibytes(after)),
              Server.FLAT,
              Server.isFlat(before, Math.max(during, after))));
    }
  }

  private static boolean hasReceivedTheEnd(CompletableFuture<Boolean> stream) {
    try {
      return stream.orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException broken) {
      return false;
    }
  }
}
