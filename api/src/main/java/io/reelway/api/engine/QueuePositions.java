package io.reelway.api.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Which stages wait in this process's own engine, in the order in which it serves them. Known only
 * on the in-memory engine: nobody else fills or empties its queues. Empty on the others.
 * Thread-safe.
 */
public final class QueuePositions {
  private final ConcurrentMap<String, ConcurrentSkipListSet<Integer>> queues =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Place> places = new ConcurrentHashMap<>();

  /**
   * A stage of a job is scheduled.
   *
   * @param arrival its number in the order of arrival
   */
  void add(String jobId, String taskQueue, int arrival) {
    Place place = new Place(taskQueue, arrival);
    queue(taskQueue).add(arrival);
    Place former = places.put(jobId, place);
    if (former != null) {
      queue(former.taskQueue).remove(former.arrival);
    }
  }

  /** The present stage of a job has begun, or will not. */
  void remove(String jobId) {
    Place place = places.remove(jobId);
    if (place != null) {
      queue(place.taskQueue).remove(place.arrival);
    }
  }

  /** Tasks in front of the job's present stage; {@code null} when that is not known. */
  @Nullable Integer ahead(String jobId) {
    Place place = places.get(jobId);
    return place == null ? null : queue(place.taskQueue).headSet(place.arrival).size();
  }

  private ConcurrentSkipListSet<Integer> queue(String taskQueue) {
    return queues.computeIfAbsent(taskQueue, name -> new ConcurrentSkipListSet<>());
  }

  private record Place(String taskQueue, int arrival) {}
}
