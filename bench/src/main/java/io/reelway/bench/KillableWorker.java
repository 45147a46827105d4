package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A worker on one core that is killed and started again, each time in the same folder. It measures
 * the processor time of all its lives.
 */
final class KillableWorker implements AutoCloseable {
  /** How long the programs of a killed worker may outlive it. */
  private static final int SURVIVAL_MILLIS = 2000;

  private final Server api;
  private final String engine;
  private final int core;
  private final Path folder;
  private final List<BegunPart> begun = new ArrayList<>();

  /** Nanoseconds that each killed life had spent on the part in flight. */
  private final Map<String, Long> inFlight = new HashMap<>();

  private Server process;
  private ControlGroup group;
  private int lives;

  /** The groups of the lives that have ended, and what their workers themselves had spent. */
  private final Map<ControlGroup, Long> ended = new LinkedHashMap<>();

  /** The parts that this life was seen to begin, and what its programs had spent by then. */
  private int seen;

  private long spentWhenSeen;
  private int survivors;

  private KillableWorker(Server api, String engine, int core, Path folder)
      throws IOException, InterruptedException {
    this.api = api;
    this.engine = engine;
    this.core = core;
    this.folder = folder;
    start();
  }

  /** Starts a worker of that server, and does not wait until it is ready. */
  static KillableWorker start(Server api, String engine, int core)
      throws IOException, InterruptedException {
    return new KillableWorker(api, engine, core, Files.createTempDirectory("reelway-bench-"));
  }

  private void start() throws IOException, InterruptedException {
    lives++;
    seen = 0;
    spentWhenSeen = 0;
    group = ControlGroup.require();
    List<String> prefix = new ArrayList<>(group.prefix());
    prefix.addAll(List.of("taskset", "-c", Integer.toString(core)));
    process =
        api.launchWorker(
            folder, prefix, engine, Jar.cached(), "--logging.level.io.reelway.ffmpeg=DEBUG");
  }

  /** Waits until the worker is ready; meanwhile it repeats that action. */
  void awaitReady(Action meanwhile) throws Exception {
    while (!process.client().isUp()) {
      meanwhile.run();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Kills the process of the worker, and only that: its programs must end by themselves. */
  void kill() throws IOException, InterruptedException {
    begun();
    long own = process.processorNanos();
    process.kill();
    for (int waited = 0; waited < SURVIVAL_MILLIS && !group.processes().isEmpty(); waited += 20) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    survivors += group.processes().size();
    ended.put(group, own);
    begun.addAll(BegunPart.in(process.log(), life()));
    inFlight.put(life(), group.processorNanos() - own - spentWhenSeen);
  }

  /** Starts the killed worker again, and does not wait until it is ready. */
  void revive() throws IOException, InterruptedException {
    start();
  }

  private String life() {
    return core + "/" + lives;
  }

  /**
   * The encoders that all lives have started. Called often, because this is how the worker notices
   * when a part begins.
   */
  List<BegunPart> begun() throws IOException {
    List<BegunPart> present = BegunPart.in(process.log(), life());
    if (present.size() > seen) {
      seen = present.size();
      spentWhenSeen = group.processorNanos() - process.processorNanos();
    }
    List<BegunPart> all = new ArrayList<>(begun);
    all.addAll(present);
    return all;
  }

  /** Processor time that these lives had spent on the part in flight when they were killed. */
  long lost(Set<String> of) {
    return inFlight.entrySet().stream()
        .filter(life -> of.contains(life.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Processor time of all lives. */
  Spent spent() throws IOException {
    long own = process.processorNanos();
    Spent all = new Spent(own, group.processorNanos() - own);
    for (Map.Entry<ControlGroup, Long> life : ended.entrySet()) {
      long itself = life.getValue();
      all = all.plus(new Spent(itself, life.getKey().processorNanos() - itself));
    }
    return all;
  }

  /** The programs that outlived their killed worker, until the next one has found them. */
  int survivors() {
    return survivors;
  }

  /** What is left while nothing is to be done: programs, and files of attempts. */
  List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    for (ControlGroup life : ended.keySet()) {
      life.processes().forEach(id -> left.add("process " + id + " of a killed worker"));
    }
    group.processes().stream()
        .filter(id -> id != process.pid())
        .forEach(id -> left.add("process " + id));
    try (Stream<Path> files = Files.walk(folder.resolve("data").resolve("scratch"))) {
      files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith("owner.lock"))
          .forEach(file -> left.add(file.toString()));
    }
    return left;
  }

  @Override
  public void close() throws IOException, SQLException {
    process.close();
    group.close();
    for (ControlGroup life : ended.keySet()) {
      life.close();
    }
  }

  /** Something to do while waiting. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /**
   * Processor time.
   *
   * @param own nanoseconds of the workers themselves
   * @param programs nanoseconds of the programs that they start: encoders, readers, sandboxes
   */
  record Spent(long own, long programs) {
    static final Spent NONE = new Spent(0, 0);

    Spent plus(Spent more) {
      return new Spent(own + more.own, programs + more.programs);
    }

    Spent minus(Spent earlier) {
      return new Spent(own - earlier.own, programs - earlier.programs);
    }

    /** Nanoseconds of both. */
    long all() {
      return own + programs;
    }
  }
}
