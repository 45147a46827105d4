package io.reelway.api.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The waiting stages of the in-memory engine, in the order in which it serves them. Empty on other
 * engines, whose queues other processes use too. Thread-safe.
 */
public final class QueuePositions {
  private final ConcurrentMap<String, ConcurrentSkipListSet<Integer>> queues =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Place> places = new ConcurrentHashMap<>();

  /**
   * Adds a scheduled stage of a job.
   *
   * @param arrival its position in the order of arrival
   */
  void add(String jobId, String taskQueue, int arrival) {
    Place place = new Place(taskQueue, arrival);
    queue(taskQueue).add(arrival);
    Place former = places.put(jobId, place);
    if (former != null) {
      queue(former.taskQueue).remove(former.arrival);
    }
  }

  /** Removes the stage of a job that has begun, or will not begin. */
  void remove(String jobId) {
    Place place = places.remove(jobId);
    if (place != null) {
      queue(place.taskQueue).remove(place.arrival);
    }
  }

  /** The number of tasks in front of the current stage of a job; {@code null} if unknown. */
  @Nullable Integer ahead(String jobId) {
    Place place = places.get(jobId);
    return place == null ? null : queue(place.taskQueue).headSet(place.arrival).size();
  }

  private ConcurrentSkipListSet<Integer> queue(String taskQueue) {
    return queues.computeIfAbsent(taskQueue, name -> new ConcurrentSkipListSet<>());
  }

  private record Place(String taskQueue, int arrival) {}
}
