package io.reelway.catalog;

import static io.reelway.catalog.Jobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which job the idempotency key of a request means. */
public abstract class IdempotencyKeyContract extends JobListContract {
  @Test
  void findsAJobByItsIdempotencyKey() throws IOException {
    AcceptedJob job = Jobs.job(owner, NOON);

    assertThat(catalog().accept(job, Optional.of("key"))).isEmpty();

    assertThat(catalog().findByKey(owner, "key")).contains(JobSnapshot.accepted(job));
    assertThat(catalog().findByKey("another", "key")).isEmpty();
    assertThat(catalog().findByKey(owner, "other")).isEmpty();
  }

  @Test
  void returnsTheFirstJobForALaterRequestWithTheSameKey() throws IOException {
    AcceptedJob first = Jobs.job(owner, NOON);
    AcceptedJob second = Jobs.job(owner, NOON);
    catalog().accept(first, Optional.of("key"));

    assertThat(catalog().accept(second, Optional.of("key"))).contains(JobSnapshot.accepted(first));

    assertThat(catalog().find(second.id())).isEmpty();
  }

  @Test
  void acceptsOnlyOneOfManyRequestsWithTheSameKey() throws Exception {
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      requests.add(() -> catalog().accept(Jobs.job(owner, NOON), Optional.of("same")).isEmpty());
    }
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> request : threads.invokeAll(requests)) {
        winners += request.get() ? 1 : 0;
      }
    }

    assertThat(winners).isEqualTo(1);
    assertThat(catalog().list(JobFilter.of(owner), Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void freesAKeyWhenItsJobIsRemoved() throws IOException {
    AcceptedJob first = Jobs.job(owner, NOON);
    catalog().accept(first, Optional.of("key"));
    catalog().remove(first.id());
    AcceptedJob second = Jobs.job(owner, NOON);

    assertThat(catalog().accept(second, Optional.of("key"))).isEmpty();
  }
}
