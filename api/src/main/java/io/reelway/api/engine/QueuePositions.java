package io.reelway.api.engine;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waiting jobs of the in-memory engine, in the order in which it serves them. A job waits while
 * it has scheduled stages and a worker runs none of them; the first of them is its place. Empty on
 * other engines, whose queues other processes use too. Thread-safe.
 */
public final class QueuePositions {
  private final ConcurrentMap<String, NavigableSet<Integer>> queues = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Stages> jobs = new ConcurrentHashMap<>();

  /**
   * Adds a scheduled stage of a job.
   *
   * @param arrival its position in the order in which the engine serves stages, unlike any other
   */
  void add(String jobId, String taskQueue, int arrival) {
    change(jobId, stages -> stages.waiting.add(new Place(taskQueue, arrival)));
  }

  /** Records that a worker has begun a stage of a job. */
  void begin(String jobId, int arrival) {
    change(
        jobId,
        stages -> {
          stages.remove(arrival);
          stages.running++;
        });
  }

  /** Records that a worker has ended a stage of a job. */
  void end(String jobId) {
    change(jobId, stages -> stages.running = Math.max(0, stages.running - 1));
  }

  /** Removes a stage of a job that no worker will begin. */
  void remove(String jobId, int arrival) {
    change(jobId, stages -> stages.remove(arrival));
  }

  /** Removes the waiting stages of a job. */
  void clear(String jobId) {
    change(jobId, stages -> stages.waiting.clear());
  }

  /** The number of waiting jobs in front of a waiting job; {@code null} if it does not wait. */
  @Nullable Integer ahead(String jobId) {
    return Optional.ofNullable(jobs.get(jobId))
        .map(stages -> stages.place)
        .map(place -> queue(place).headSet(place.arrival).size())
        .orElse(null);
  }

  private void change(String jobId, Consumer<Stages> change) {
    jobs.compute(
        jobId,
        (id, known) -> {
          Stages stages = known == null ? new Stages() : known;
          change.accept(stages);
          move(stages);
          return stages.running == 0 && stages.waiting.isEmpty() ? null : stages;
        });
  }

  /** Moves the job to the place of its first waiting stage, or removes it from the queue. */
  private void move(Stages stages) {
    Place former = stages.place;
    Place next = stages.running > 0 || stages.waiting.isEmpty() ? null : stages.waiting.getFirst();
    if (former != null && !former.equals(next)) {
      queue(former).remove(former.arrival);
    }
    if (next != null) {
      queue(next).add(next.arrival);
    }
    stages.place = next;
  }

  private NavigableSet<Integer> queue(Place place) {
    return queues.computeIfAbsent(place.taskQueue, name -> new ConcurrentSkipListSet<>());
  }

  /** The stages of a job. Only changed while the job is locked. */
  private static final class Stages {
    private final NavigableSet<Place> waiting = new TreeSet<>();
    private int running;

    /** Where the job waits; {@code null} while it does not. */
    private volatile @Nullable Place place;

    private void remove(int arrival) {
      waiting.removeIf(one -> one.arrival == arrival);
    }
  }

  private record Place(String taskQueue, int arrival) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::arrival);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }
}
