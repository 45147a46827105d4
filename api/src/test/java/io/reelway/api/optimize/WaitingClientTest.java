package io.reelway.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.plan.Presets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingClientTest {
  private static final AcceptedJob JOB =
      new AcceptedJob(
          "1",
          "",
          new SourceRef.Uploaded("a.jpg", "image/jpeg", 3),
          Presets.WEB,
          Instant.EPOCH,
          JobRequest.PLAIN,
          List.of());

  private final List<AcceptedJob> abandoned = new ArrayList<>();
  private final WaitingClient client = new WaitingClient(abandoned::add);

  @Test
  void abandonsItsJobWhenItDisconnects() {
    client.waitsFor(JOB);
    client.leaves();

    assertThat(abandoned).containsExactly(JOB);
  }

  @Test
  void abandonsAJobThatIsCreatedAfterItsDisconnect() {
    client.leaves();
    client.waitsFor(JOB);

    assertThat(abandoned).containsExactly(JOB);
  }

  @Test
  void keepsTheJobWhenItDisconnectsAfterTheAnswer() {
    client.waitsFor(JOB);
    client.isAnswered();
    client.leaves();

    assertThat(abandoned).isEmpty();
  }
}
