package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.outbound.CallQuota.CallPermit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uses the default settings: eight calls at once for each owner and for each host. */
class CallQuotaTest {
  private final CallQuota quota = new CallQuota(Outbound.settings(true, true));

  @Test
  void anOwnerGetsNoMoreThanItsShare() {
    for (int i = 0; i < 8; i++) {
      assertThat(begin("alice", "host" + i)).isPresent();
    }

    assertThat(begin("alice", "another")).isEmpty();
    assertThat(begin("bob", "another")).isPresent();
  }

  @Test
  void aHostHasOneShareForAllSpellingsOfItsName() {
    for (int i = 0; i < 8; i++) {
      assertThat(begin("owner" + i, i % 2 == 0 ? "slow.example" : "SLOW.example")).isPresent();
    }

    assertThat(begin("bob", "Slow.Example")).isEmpty();
    assertThat(begin("bob", "fast.example")).isPresent();
  }

  @Test
  void callersWithoutAKeyDoNotShareOneQuota() {
    for (int i = 0; i < 16; i++) {
      assertThat(begin("", "host" + i)).isPresent();
    }
  }

  @Test
  void anEndedCallFreesItsPlace() {
    List<CallPermit> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(begin("alice", "one.example").orElseThrow());
    }
    held.getFirst().end();

    assertThat(begin("alice", "one.example")).isPresent();
    assertThat(begin("alice", "one.example")).isEmpty();
  }

  private Optional<CallPermit> begin(String owner, String host) {
    return quota.begin(owner, URI.create("https://" + host + "/a.mp4"));
  }
}
