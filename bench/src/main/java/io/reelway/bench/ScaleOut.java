package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Eight videos on one worker with a single core, and on two such workers. Engine, store and API may
 * use all cores in both cases.
 */
final class ScaleOut implements Benchmark {
  private static final int VIDEOS = 8;

  @Override
  public String name() {
    return "scale-out";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (!setup.isReal() || Runtime.getRuntime().availableProcessors() < 2) {
      return List.of();
    }
    int port = S3Server.freePort();
    try (Server api =
        Server.start(setup, "--reelway.roles=api", "--reelway.dev-server.port=" + port)) {
      long alone = batch(api, "127.0.0.1:" + port, 1);
      long together = batch(api, "127.0.0.1:" + port, 2);
      return List.of(
          new Row(
              VIDEOS + " videos on one single-core worker, on two",
              String.format(
                  Locale.ROOT,
                  "%s, %s: %.2f times as fast",
                  Stopwatch.seconds(alone),
                  Stopwatch.seconds(together),
                  (double) alone / together),
              "≥ 1.9 times",
              alone >= 1.9 * together));
    }
  }

  /** Encodes all videos with that many new workers. Returns the duration in nanoseconds. */
  private static long batch(Server api, String engine, int count) throws Exception {
    List<Server> workers = new ArrayList<>();
    try {
      for (int core = 0; core < count; core++) {
        workers.add(api.addWorker(core, engine));
      }
      return batch(api.client());
    } finally {
      for (Server worker : workers) {
        worker.close();
      }
    }
  }

  private static long batch(Client client) throws Exception {
    Path trailer = Setup.media("video/h264-720p24-52s-sintel-trailer.mp4");
    long start = System.nanoTime();
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < VIDEOS; i++) {
      jobs.add(client.submit(trailer, "low-bandwidth"));
    }
    for (String job : jobs) {
      client.awaitQuietly(job);
    }
    return System.nanoTime() - start;
  }
}
