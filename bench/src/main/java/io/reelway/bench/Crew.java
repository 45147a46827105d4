package io.reelway.bench;

import io.reelway.bench.KillableWorker.Action;
import io.reelway.bench.KillableWorker.Spent;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The workers of a server, each on its own core. */
record Crew(List<KillableWorker> workers) implements AutoCloseable {
  /** Starts workers on the first cores, and waits until they are ready. */
  static Crew start(Server api, String engine, int size) throws Exception {
    Crew crew = new Crew(new ArrayList<>());
    for (int core = 0; core < size; core++) {
      crew.workers.add(KillableWorker.start(api, engine, core));
    }
    crew.awaitReady(() -> {});
    return crew;
  }

  /** Waits until all workers are ready; meanwhile it repeats that action. */
  void awaitReady(Action meanwhile) throws Exception {
    for (KillableWorker worker : workers) {
      worker.awaitReady(meanwhile);
    }
  }

  /** Processor time of all workers and their programs. */
  Spent spent() throws IOException {
    Spent all = Spent.NONE;
    for (KillableWorker worker : workers) {
      all = all.plus(worker.spent());
    }
    return all;
  }

  /** The encoders that all workers have started. */
  List<BegunPart> begun() throws IOException {
    List<BegunPart> all = new ArrayList<>();
    for (KillableWorker worker : workers) {
      all.addAll(worker.begun());
    }
    return all;
  }

  /** Processor time that these lives had spent on the part in flight when they were killed. */
  long lost(Set<String> lives) {
    return workers.stream().mapToLong(worker -> worker.lost(lives)).sum();
  }

  /** What is left while nothing is to be done. */
  List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    for (KillableWorker worker : workers) {
      left.addAll(worker.leftovers());
    }
    return left;
  }

  /** The programs that outlived their killed workers. */
  int survivors() {
    return workers.stream().mapToInt(KillableWorker::survivors).sum();
  }

  @Override
  public void close() throws IOException, SQLException {
    for (KillableWorker worker : workers) {
      worker.close();
    }
  }
}
