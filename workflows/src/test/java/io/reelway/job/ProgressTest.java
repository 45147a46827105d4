package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  /** The first heartbeat of a retry carries only the progress of the previous attempt. */
  @Test
  void aRetryWithoutAReportShowsTheProgressOfThePreviousAttempt() {
    JobState.Processing job =
        new JobState.Processing(
            Stage.ENCODING,
            2,
            List.of(new RenditionProgress("main", 1, Stage.ENCODING, 2, /* ended= */ false)));
    Progress before = Progress.of(50).ofRendition("main");

    Progress retry = Progress.NONE.notBehind(before);

    assertThat(job.percent(List.of(retry))).isEqualTo(job.percent(List.of(before)));
  }

  @Test
  void theProgressOfAJobComesFromAllUnfinishedRenditions() {
    JobState.Processing job =
        new JobState.Processing(
            Stage.ENCODING,
            2,
            List.of(
                new RenditionProgress("main", 1, Stage.ENCODING, 2, /* ended= */ false),
                new RenditionProgress("poster", 1, Stage.ENCODING, 2, /* ended= */ false),
                new RenditionProgress("preview", 1, Stage.UPLOADING, 99, /* ended= */ true)));

    assertThat(job.isCoveredBy(1)).isFalse();
    assertThat(job.isCoveredBy(2)).isTrue();
  }
}
