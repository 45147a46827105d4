package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Eight videos, and one long video, on one worker with a single core, and on two such workers.
 * Engine, store and API may use all cores in both cases.
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
      Path trailer = Setup.media("video/h264-720p24-52s-sintel-trailer.mp4");
      String engine = "127.0.0.1:" + port;
      Row many = row(VIDEOS + " videos", api, engine, Collections.nCopies(VIDEOS, trailer));
      // Only a worker unpacks the program that makes this clip, and the first row has started one.
      Path clip = LongClip.prepared();
      return List.of(
          many, row("one video of " + LongClip.MINUTES + " minutes", api, engine, List.of(clip)));
    }
  }

  private static Row row(String what, Server api, String engine, List<Path> videos)
      throws Exception {
    long alone = batch(api, engine, 1, videos);
    long together = batch(api, engine, 2, videos);
    return new Row(
        what + " on one single-core worker, on two",
        String.format(
            Locale.ROOT,
            "%s, %s: %.2f times as fast",
            Stopwatch.seconds(alone),
            Stopwatch.seconds(together),
            (double) alone / together),
        "≥ 1.9 times",
        alone >= 1.9 * together);
  }

  /** Encodes all videos with that many new workers. Returns the duration in nanoseconds. */
  private static long batch(Server api, String engine, int count, List<Path> videos)
      throws Exception {
    List<Server> workers = new ArrayList<>();
    try {
      for (int core = 0; core < count; core++) {
        workers.add(api.addWorker(core, engine));
      }
      return batch(api.client(), videos);
    } finally {
      for (Server worker : workers) {
        worker.close();
      }
    }
  }

  private static long batch(Client client, List<Path> videos) throws Exception {
    long start = System.nanoTime();
    List<String> jobs = new ArrayList<>();
    for (Path video : videos) {
      jobs.add(client.submit(video, "low-bandwidth"));
    }
    for (String job : jobs) {
      client.awaitQuietly(job);
    }
    return System.nanoTime() - start;
  }
}
