package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many copies of a photo, submitted at once. */
final class Throughput implements Benchmark {
  private static final int JOBS = 64;

  /** Number of jobs after which the JVM has compiled the code that a job uses. */
  private static final int WARM_UP = 1024;

  private static final int PROMISED_RATE = 8;

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
          Row.of("the first " + JOBS + " photos after the start, at once", rate(first)),
          new Row(
              JOBS + " photos at once, " + WARM_UP + " later",
              rate(warm),
              "≥ " + PROMISED_RATE + " jobs/s on two cores",
              jobsPerSecond(warm) >= PROMISED_RATE));
    }
  }

  private static String rate(long nanos) {
    return String.format(Locale.ROOT, "%.1f jobs/s", jobsPerSecond(nanos));
  }

  private static double jobsPerSecond(long nanos) {
    return JOBS / (nanos / 1e9);
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
