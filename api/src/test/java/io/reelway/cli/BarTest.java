package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarTest {
  private static final Duration ELAPSED = Duration.ofSeconds(3_725);

  private final Bar bar = new Bar("photo.jpg");

  @Test
  void aLineHasNamePercentBarTimeAndMessage() {
    bar.reach(50);
    bar.say("encoding, 12 s left");
    assertThat(bar.line(ELAPSED, 80))
        .isEqualTo("photo.jpg                     50% [=====>    ] (1:02:05) encoding, 12 s left");
  }

  @Test
  void aBarIsEmptyAtFirstAndFullAtTheEnd() {
    assertThat(bar.line(Duration.ZERO, 80)).endsWith("   0% [>         ] (0:00:00)");
    bar.reach(100);
    assertThat(bar.line(Duration.ZERO, 80)).endsWith(" 100% [==========] (0:00:00)");
  }

  @Test
  void aBarNeverMovesBackAndNeverPassesItsEnd() {
    bar.reach(70);
    bar.reach(30);
    assertThat(bar.line(ELAPSED, 80)).contains(" 70% ");
    bar.reach(130);
    assertThat(bar.line(ELAPSED, 80)).contains(" 100% ");
  }

  @Test
  void aBarFitsTerminalsOfEveryWidth() {
    assertThat(bar.line(ELAPSED, 20)).contains("[>   ]");
    assertThat(bar.line(ELAPSED, 500)).contains("[>" + " ".repeat(39) + "]");
  }

  @Test
  void aMessageCannotMoveTheCursor() {
    bar.say("failed\u001b[2J");
    assertThat(bar.line(ELAPSED, 80)).endsWith("failed?[2J");
  }
}
