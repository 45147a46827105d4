package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many copies of a photo submitted at once. */
final class Throughput implements Benchmark {
  private static final int JOBS = 64;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Path photo = Setup.media("image/gps-exif-nikon.jpg");
    try (Server server = Server.start(setup)) {
      batch(server.client(), photo, 8); // warms up
      long time = batch(server.client(), photo, JOBS);
      return List.of(
          new Row(
              JOBS + " photos at once",
              String.format(Locale.ROOT, "%.1f jobs/s", JOBS / (time / 1e9)),
              "≥ 8 jobs/s on two cores"));
    }
  }

  private static long batch(Client client, Path photo, int count) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> jobs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        jobs.add(clients.submit(() -> client.awaitQuietly(client.submit(photo, "web"))));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    }
    return System.nanoTime() - start;
  }
}
