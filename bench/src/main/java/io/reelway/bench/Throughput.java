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

  /** Until the JVM has compiled what a job runs through. */
  private static final int WARM_UP = 1024;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Path photo = Setup.media("image/gps-exif-nikon.jpg");
    try (Server server = Server.start(setup)) {
      long first = batch(server.client(), photo, JOBS);
      for (int jobs = JOBS; jobs < WARM_UP; jobs += JOBS) {
        batch(server.client(), photo, JOBS);
      }
      long warm = batch(server.client(), photo, JOBS);
      return List.of(
          row("the first " + JOBS + " photos after the start, at once", first, "none"),
          row(JOBS + " photos at once, " + WARM_UP + " later", warm, "≥ 8 jobs/s on two cores"));
    }
  }

  private static Row row(String what, long nanos, String promise) {
    return new Row(what, String.format(Locale.ROOT, "%.1f jobs/s", JOBS / (nanos / 1e9)), promise);
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
