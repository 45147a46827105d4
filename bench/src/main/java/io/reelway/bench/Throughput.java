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
  private static final double PROMISED_SHARE = 0.6;

  @Override
  public String name() {
    return "photos-throughput";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    try (Server server = Server.start(setup, Jar.cached())) {
      Path photo = SubjectFiles.prepared().small();
      long first = batch(server.client(), photo, JOBS);
      for (int jobs = JOBS; jobs < WARM_UP; jobs += JOBS) {
        batch(server.client(), photo, JOBS);
      }
      long warm = batch(server.client(), photo, JOBS);
      return List.of(
          new Row(
              "the first " + JOBS + " photos after the start, at once",
              String.format(
                  Locale.ROOT, "%s: %.2f of the warm rate", rate(first), (double) warm / first),
              "≥ " + PROMISED_SHARE,
              warm >= PROMISED_SHARE * first),
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

  /**
   * Does that many jobs at once.
   *
   * @return duration in nanoseconds
   */
  static long batch(Client client, Path file, int count) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> jobs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        jobs.add(
            clients.submit(() -> {
              client.optimize(file, "web");
              return file;
            }));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    }
    return System.nanoTime() - start;
  }
}
