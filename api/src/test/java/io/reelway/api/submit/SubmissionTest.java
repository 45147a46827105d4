package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.options.AskedOptions;
import io.reelway.job.JobLabels;
import io.reelway.job.SourceRef;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {
  /** A face is one character of two chars, which are not separated. */
  @ParameterizedTest
  @CsvSource({"web, 1, 3", "x, 200, 200", "x, 5000, 200", "\uD83D\uDE00, 300, 400"})
  void keepsUpTo200CharactersOfAPreset(String name, int times, int kept) {
    Submission submission =
        new Submission(
            new SourceRef.Uploaded("a.mp4", "video/mp4", 1),
            null,
            name.repeat(times),
            AskedOptions.NONE,
            "",
            JobLabels.NONE,
            List.of());

    assertThat(submission.preset()).hasSize(kept).isEqualTo(name.repeat(times).substring(0, kept));
  }
}
