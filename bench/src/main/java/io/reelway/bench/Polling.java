package io.reelway.bench;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Polls at a fixed rate while two videos are encoded. The time of a late answer counts from the
 * moment when its poll was due.
 */
final class Polling implements Benchmark {
  private static final int SECONDS = 20;

  @Override
  public String name() {
    return "polling";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    int rate = setup.isReal() ? 100 : 200;
    int promise = setup.isReal() ? 30 : 20;
    Path trailer = Setup.media("video/h264-720p24-52s-sintel-trailer.mp4");
    try (Server server = Server.start(setup, "--reelway.worker.heavy-slots=2")) {
      Client client = server.client();
      List<String> jobs =
          List.of(client.submit(trailer, "low-bandwidth"), client.submit(trailer, "low-bandwidth"));
      TimeUnit.SECONDS.sleep(2);
      poll(client, jobs, rate, 2); // warms up
      long[] times = poll(client, jobs, rate, SECONDS);
      boolean running = client.poll(jobs.getFirst()).join().body().contains("\"processing\"");
      return List.of(
          new Row(
              rate + " polls/s of running jobs while two videos are encoded",
              "p50 %s, p99 %s%s"
                  .formatted(
                      Stopwatch.millis(Stopwatch.median(times)),
                      Stopwatch.millis(Stopwatch.percentile(times, 99)),
                      running ? "" : " (the encodes ended meanwhile)"),
              "p99 ≤ " + promise + " ms",
              Stopwatch.isWithin(times, 99, promise)));
    }
  }

  /**
   * Polls the jobs in turn. Every answer must be successful.
   *
   * @return nanoseconds from the due time of each poll to its answer
   */
  static long[] poll(Client client, List<String> jobs, int rate, int seconds)
      throws InterruptedException {
    long start = System.nanoTime();
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < rate * seconds; i++) {
      long due = start + i * gap;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      answers.add(
          client.poll(jobs.get(i % jobs.size())).thenApply(answer -> sinceDue(due, answer)));
    }
    return answers.stream().mapToLong(CompletableFuture::join).toArray();
  }

  private static long sinceDue(long due, HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Poll answered " + answer.statusCode());
    }
    return System.nanoTime() - due;
  }
}
