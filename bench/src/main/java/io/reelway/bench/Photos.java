package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a small job costs beside its encode. Jobs of this server, bare encoders with the same
 * arguments, and the {@link OldService} do the same work in turn, so that a drift of the machine
 * affects them equally.
 */
final class Photos implements Benchmark {
  /** Number of jobs after which the JVM has compiled most of the code that a job uses. */
  private static final int WARM_UP = 1024;

  private static final int ROUNDS = 3;
  private static final int MOST_LOOKS = 15;
  private static final String PRESET = "web";

  @Override
  public String name() {
    return "photos";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    try (Server server = Server.start(setup, "--logging.level.io.reelway.ffmpeg=DEBUG")) {
      SubjectFiles files = SubjectFiles.prepared();
      for (int jobs = 0; jobs < WARM_UP; jobs += 64) {
        Throughput.batch(server.client(), files.small(), 64);
      }
      List<Row> rows = new ArrayList<>();
      for (Subject subject : files.all()) {
        BareEncoder bare = encoder(server, subject);
        rows.add(rate(setup, server, subject, bare));
        rows.addAll(latency(setup, server, subject, bare));
      }
      return rows;
    }
  }

  /** Does one job to see its arguments. */
  private static BareEncoder encoder(Server server, Subject subject)
      throws IOException, InterruptedException {
    long known = BareEncoder.count(server.log());
    server.client().optimize(subject.file(), PRESET);
    return BareEncoder.of(server.log(), known, subject.file());
  }

  private static Row rate(Setup setup, Server server, Subject subject, BareEncoder bare)
      throws Exception {
    Throughput.batch(server.client(), subject.file(), subject.jobs()); // warms up
    long[] ours = new long[ROUNDS];
    long[] loop = new long[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ours[i] = Throughput.batch(server.client(), subject.file(), subject.jobs());
      loop[i] = bare.loop(subject.jobs(), server.work());
      ratios[i] = (double) loop[i] / ours[i];
    }
    Arrays.sort(ratios);
    double ratio = ratios[ROUNDS / 2];
    double promised = subject.promised(setup);
    return new Row(
        subject.name() + ": " + subject.jobs() + " at once, warm",
        String.format(
            Locale.ROOT,
            "%.2f jobs/s, bare encoder in as many loops as cores %.2f: ratio %.2f",
            perSecond(subject, ours),
            perSecond(subject, loop),
            ratio),
        promised == 0 ? "" : "≥ " + promised,
        ratio >= promised);
  }

  private static double perSecond(Subject subject, long[] nanos) {
    return subject.jobs() / (Stopwatch.median(nanos) / 1e9);
  }

  private static List<Row> latency(Setup setup, Server server, Subject subject, BareEncoder bare)
      throws IOException, InterruptedException {
    return subject.compared()
        ? besideOldService(setup, server, subject, bare)
        : List.of(alone(server, subject, bare));
  }

  private static Row alone(Server server, Subject subject, BareEncoder bare)
      throws IOException, InterruptedException {
    int looks = Math.min(MOST_LOOKS, subject.jobs());
    long[] ours = new long[looks];
    long[] alone = new long[looks];
    for (int i = 0; i < looks; i++) {
      ours[i] = time(server.client(), subject.file());
      alone[i] = bare.run(server.work());
    }
    return Row.of(latencyOf(subject), more(Stopwatch.median(ours), Stopwatch.median(alone)));
  }

  private static List<Row> besideOldService(
      Setup setup, Server server, Subject subject, BareEncoder bare)
      throws IOException, InterruptedException {
    long[] ours = new long[MOST_LOOKS];
    long[] old = new long[MOST_LOOKS];
    long[] alone = new long[MOST_LOOKS];
    try (OldServer other = OldServer.start(bare, server.work())) {
      for (int i = 0; i < MOST_LOOKS; i++) {
        time(other.client(), subject.file()); // warms up
      }
      for (int i = 0; i < MOST_LOOKS; i++) {
        ours[i] = time(server.client(), subject.file());
        old[i] = time(other.client(), subject.file());
        alone[i] = bare.run(server.work());
      }
    }
    return rows(
        setup, subject, Stopwatch.median(ours), Stopwatch.median(old), Stopwatch.median(alone));
  }

  private static long time(Client client, Path file) throws IOException, InterruptedException {
    long start = System.nanoTime();
    client.optimize(file, PRESET);
    return System.nanoTime() - start;
  }

  private static List<Row> rows(Setup setup, Subject subject, long ours, long old, long alone) {
    int promise = setup.isReal() ? 90 : 50;
    return List.of(
        new Row(
            latencyOf(subject),
            more(ours, alone),
            "≤ " + promise + " ms more",
            ours - alone <= TimeUnit.MILLISECONDS.toNanos(promise)),
        new Row(
            latencyOf(subject) + ", beside the old service",
            String.format(
                Locale.ROOT,
                "%s, old service %s: ratio %.2f",
                Stopwatch.millis(ours),
                Stopwatch.millis(old),
                (double) ours / old),
            "≤ 0.8",
            ours <= 0.8 * old));
  }

  private static String latencyOf(Subject subject) {
    return subject.name() + ": one job, submit to done";
  }

  private static String more(long ours, long alone) {
    return "%s, bare encoder %s: %s more"
        .formatted(Stopwatch.millis(ours), Stopwatch.millis(alone), Stopwatch.millis(ours - alone));
  }
}
