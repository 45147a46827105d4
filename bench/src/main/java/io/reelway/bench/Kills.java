package io.reelway.bench;

import io.reelway.bench.KillableWorker.Spent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Workers that are killed at random moments while they encode the parts of long videos: what is
 * encoded again, and how much processor time that takes. Two jobs are always in work, on two
 * workers with a single core each.
 */
final class Kills implements Benchmark {
  private static final int KILLS = Integer.getInteger("reelway.bench.kills", 100);
  private static final String PRESET = "web";
  private static final int WORKERS = 2;

  /** The undisturbed jobs: the first ones warm up the workers, and the others are measured. */
  private static final int WARM_UP = 2;

  private static final int UNDISTURBED = 6;

  /** Short parts, so that many kills do not take many hours. */
  private static final int PART_SECONDS = 4;

  /**
   * The parts that are begun between the return of a killed worker and the next kill, on average. A
   * kill costs half a part, and more when it hits the sound, which is one long part. So a kill for
   * every 20 parts costs more than {@link #MORE_TIME} by itself.
   */
  private static final int PARTS = Integer.getInteger("reelway.bench.parts", 80);

  private static final int LOOK_MILLIS = 100;
  private static final double MORE_TIME = 1.03;

  private final Random random = new Random();

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (!setup.isReal() || Runtime.getRuntime().availableProcessors() < WORKERS) {
      return List.of();
    }
    int port = S3Server.freePort();
    String engine = "127.0.0.1:" + port;
    try (Server api =
            Server.start(
                setup,
                "--reelway.roles=api",
                "--reelway.dev-server.port=" + port,
                "--reelway.segments.length=" + PART_SECONDS + "s");
        Crew crew = Crew.start(api, engine, WORKERS)) {
      Path clip = LongClip.small();
      List<Row> rows = new ArrayList<>();
      Calm calm = undisturbed(api, crew, clip);
      rows.add(calm.row());
      System.err.println(calm.row().line());
      rows.addAll(killed(api, crew, clip, calm));
      rows.add(killedAtTheEnd(api, crew, clip, calm));
      rows.addAll(leftovers(new Leftovers(setup, api, engine, crew)));
      return rows;
    }
  }

  /**
   * Jobs that nothing disturbs.
   *
   * @param parts number of parts of one job
   * @param spent processor time of all jobs
   */
  private record Calm(int parts, Spent spent) {
    Row row() {
      return Row.of(
          UNDISTURBED + " videos of " + LongClip.SMALL_MINUTES + " minutes that nothing disturbs",
          String.format(
              Locale.ROOT,
              "%d parts each, %s of processor time for each in programs, %s in workers",
              parts,
              Stopwatch.seconds(spent.programs() / UNDISTURBED),
              Stopwatch.seconds(spent.own() / UNDISTURBED)));
    }

    /** The ratio of a time to that of as many undisturbed jobs. */
    double ratio(long nanos, long ofCalm, int jobs) {
      return (double) nanos / jobs / ((double) ofCalm / UNDISTURBED);
    }
  }

  private static Calm undisturbed(Server api, Crew crew, Path clip) throws Exception {
    new Workload(api.client(), clip, PRESET, WORKERS).doJobs(WARM_UP);
    Spent before = crew.spent();
    int begun = crew.begun().size();
    Workload jobs = new Workload(api.client(), clip, PRESET, WORKERS);
    jobs.doJobs(UNDISTURBED);
    if (!jobs.failed().isEmpty()) {
      throw new IOException("An undisturbed job failed: " + jobs.failed());
    }
    return new Calm((crew.begun().size() - begun) / UNDISTURBED, crew.spent().minus(before));
  }

  private List<Row> killed(Server api, Crew crew, Path clip, Calm calm) throws Exception {
    Spent before = crew.spent();
    int begunBefore = crew.begun().size();
    Workload jobs = new Workload(api.client(), clip, PRESET, WORKERS);
    for (int kill = 1; kill <= KILLS; kill++) {
      int parts = random.nextInt(PARTS / 3, PARTS * 5 / 3 + 1);
      long took = awaitParts(crew, jobs, parts);
      // A kill strikes anywhere in a part.
      await(crew, jobs, random.nextLong(WORKERS * took / parts));
      KillableWorker victim = crew.workers().get(random.nextInt(WORKERS));
      victim.kill();
      victim.revive();
      victim.awaitReady(jobs::tend);
      System.err.printf(
          Locale.ROOT,
          "kill %d: %d jobs, %d parts begun, again: %s, failed: %s, outlived: %d%n",
          kill,
          jobs.submitted(),
          crew.begun().size() - begunBefore,
          BegunPart.repeated(crew.begun()),
          jobs.failed(),
          crew.survivors());
    }
    jobs.finish();
    return rows(jobs, calm, crew, begunBefore, crew.spent().minus(before));
  }

  /** Waits until that many more parts have begun. Returns how long that took, in nanoseconds. */
  private static long awaitParts(Crew crew, Workload jobs, int parts) throws Exception {
    long start = System.nanoTime();
    int target = crew.begun().size() + parts;
    while (crew.begun().size() < target) {
      jobs.tend();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return System.nanoTime() - start;
  }

  private static void await(Crew crew, Workload jobs, long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      jobs.tend();
      crew.begun();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static List<Row> rows(Workload jobs, Calm calm, Crew crew, int begunBefore, Spent spent)
      throws IOException {
    int all = jobs.submitted();
    List<BegunPart> begun = crew.begun();
    Map<String, Integer> repeated = BegunPart.repeated(begun);
    int again = repeated.values().stream().mapToInt(Integer::intValue).sum();
    int most = repeated.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    long lost = crew.lost(repeated.keySet());
    double programs = calm.ratio(spent.programs(), calm.spent().programs(), all);
    double others = calm.ratio(spent.programs() - lost, calm.spent().programs(), all);
    return List.of(
        new Row(
            "a random one of two single-core workers killed " + KILLS + " times: jobs done",
            (all - jobs.failed().size()) + " of " + all,
            "all",
            jobs.failed().isEmpty()),
        new Row(
            "… parts encoded again, at most by one kill",
            String.format(
                Locale.ROOT, "%d of %d, %d", again, begun.size() - begunBefore - again, most),
            "at most 1 for each kill, with one slot",
            most <= 1 && again <= KILLS),
        new Row(
            "… processor time of encoders and all other programs, beside undisturbed jobs",
            String.format(
                Locale.ROOT,
                "%s in %d jobs: ratio %.3f",
                Stopwatch.seconds(spent.programs()),
                all,
                programs),
            "≤ " + MORE_TIME,
            programs <= MORE_TIME),
        new Row(
            "… the same without what the killed workers had spent on the part in flight",
            String.format(Locale.ROOT, "%s in flight: ratio %.3f", Stopwatch.seconds(lost), others),
            "≤ " + MORE_TIME,
            others <= MORE_TIME),
        Row.of(
            "… the same with the workers themselves, which start " + KILLS + " times",
            String.format(
                Locale.ROOT,
                "%s: ratio %.3f",
                Stopwatch.seconds(spent.all()),
                calm.ratio(spent.all(), calm.spent().all(), all))));
  }

  /** Kills all workers when nine of ten parts of a job have begun. */
  private static Row killedAtTheEnd(Server api, Crew crew, Path clip, Calm calm) throws Exception {
    int before = crew.begun().size();
    Workload job = new Workload(api.client(), clip, PRESET, 1);
    job.tend();
    while (crew.begun().size() - before < calm.parts() * 9 / 10) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    for (KillableWorker worker : crew.workers()) {
      worker.kill();
    }
    for (KillableWorker worker : crew.workers()) {
      worker.revive();
    }
    crew.awaitReady(() -> {});
    job.finish();
    int again = crew.begun().size() - before - calm.parts();
    return new Row(
        "both workers killed when 90 % of the parts of a video had begun: parts encoded again",
        again + " of " + calm.parts() + (job.failed().isEmpty() ? "" : "; " + job.failed()),
        "≤ " + WORKERS + ", and done",
        again <= WORKERS && job.failed().isEmpty());
  }

  private static List<Row> leftovers(Leftovers leftovers) throws Exception {
    List<String> left = leftovers.await();
    return List.of(
        Row.of(
            "programs that outlived their killed worker by 2 s, until the next worker began",
            Integer.toString(leftovers.survivors())),
        new Row(
            "left at the end: programs, scratch files, objects besides outputs, open workflows",
            left.isEmpty() ? "0" : left.toString(),
            "0",
            left.isEmpty()));
  }
}
