package io.reelway.sdk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Jobs, newest first. Each iteration requests the pages from the server again. */
public final class JobList implements Iterable<Job> {
  private final ReelwayClient client;
  private final JobQuery query;

  JobList(ReelwayClient client, JobQuery query) {
    this.client = client;
    this.query = query;
  }

  @Override
  public Iterator<Job> iterator() {
    return new Pages();
  }

  /** All jobs of the list as a stream. */
  public Stream<Job> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private final class Pages implements Iterator<Job> {
    private final Deque<Job> page = new ArrayDeque<>();
    private Optional<String> cursor = Optional.empty();
    private boolean last;

    @Override
    public boolean hasNext() {
      while (page.isEmpty() && !last) {
        JobPage next = client.listJobs(query, cursor);
        page.addAll(next.jobs());
        cursor = next.nextCursor();
        last = cursor.isEmpty();
      }
      return !page.isEmpty();
    }

    @Override
    public Job next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.remove();
    }
  }
}
