package io.reelway.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSlotsTest {
  private static final String ALICE = "alice";
  private static final String BOB = "bob";

  private final StreamSlots slots = new StreamSlots(4, 2);

  @Test
  void oneOwnerCannotTakeAllSlots() {
    slots.take(ALICE);
    slots.take(ALICE);

    refuses(ALICE, "as one owner may receive");

    slots.take(BOB);
    slots.take(BOB);
  }

  @Test
  void neverGivesMoreSlotsThanTheTotal() {
    slots.take(ALICE);
    slots.take(ALICE);
    slots.take(BOB);
    slots.take("carol");

    refuses("dave", "as many files as it can");
  }

  @Test
  void aReleasedSlotIsFreeAgain() {
    StreamSlots.Slot first = slots.take(ALICE);
    slots.take(ALICE);

    first.end();

    assertThat(slots.take(ALICE)).isNotNull();
    refuses(ALICE, "as one owner may receive");
  }

  @Test
  void callersWithoutAKeyMayTakeAllSlots() {
    for (int i = 0; i < 4; i++) {
      slots.take("");
    }

    refuses("", "as many files as it can");
  }

  @ParameterizedTest
  @CsvSource({"16, 0, 8", "16, 3, 3", "3, 0, 1", "1, 0, 1", "0, 0, 1"})
  void theDefaultShareIsHalf(int streams, int perOwner, int share) {
    assertThat(new OptimizeSettings(Duration.ofMinutes(2), streams, perOwner).share())
        .isEqualTo(share);
  }

  @Test
  void explainsANegativeShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptimizeSettings(Duration.ofMinutes(2), 16, -1))
        .withMessageStartingWith("reelway.optimize.streams-per-owner is -1; write");
  }

  private void refuses(String owner, String reason) {
    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> slots.take(owner))
        .withMessageContaining(reason)
        .withMessageContaining("Location")
        .extracting(RequestException::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }
}
