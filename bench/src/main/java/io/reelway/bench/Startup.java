package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The time from the start of the process to the first accepted job, and to its end. */
final class Startup implements Benchmark {
  private static final int STARTS = 5;
  private static final int PROMISED_SECONDS = 3;

  @Override
  public String name() {
    return "photos-startup";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Server.start(setup).close(); // unpacks ffmpeg
    Path photo = SubjectFiles.prepared().small();
    List<Row> rows = new ArrayList<>();
    rows.addAll(measure(setup, "start-up of the jar", Jar.plain(), photo, 0));
    rows.addAll(
        measure(setup, "start-up with a cache of classes", Jar.cached(), photo, PROMISED_SECONDS));
    return rows;
  }

  /**
   * @param promise seconds to the first done job; 0 for no promise
   */
  private static List<Row> measure(Setup setup, String what, Jar jar, Path photo, int promise)
      throws Exception {
    long[] accepted = new long[STARTS];
    long[] done = new long[STARTS];
    long[] processor = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      try (Server server = Server.launch(setup, jar, List.of())) {
        String job = firstJob(server.client(), photo);
        accepted[i] = System.nanoTime() - start;
        server.client().awaitQuietly(job);
        done[i] = System.nanoTime() - start;
        processor[i] = server.processorNanos();
      }
    }
    return List.of(
        Row.of(what + " to the first accepted job", range(accepted)),
        new Row(
            what + " to the first done job, and processor time of the JVM so far",
            range(done) + "; " + Stopwatch.seconds(Stopwatch.median(processor)),
            promise == 0 ? "" : "≤ " + promise + " s",
            promise == 0 || Stopwatch.median(done) <= TimeUnit.SECONDS.toNanos(promise)));
  }

  private static String range(long[] nanos) {
    return "median "
        + Stopwatch.seconds(Stopwatch.median(nanos))
        + " of "
        + nanos.length
        + " starts, slowest "
        + Stopwatch.seconds(Arrays.stream(nanos).max().orElseThrow());
  }

  /** Submits as soon as the server answers. */
  private static String firstJob(Client client, Path photo) throws InterruptedException {
    while (true) {
      try {
        return client.submit(photo, "web");
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }
}
