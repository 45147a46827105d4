package io.reelway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobLocationsTest {
  private static final String JOB = UUID.randomUUID().toString();
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  /** Unfinished uploads of other files are left alone. */
  @Test
  void knowsTheFilesOfAJob() {
    assertThat(
            Set.of(
                JobLocations.source(JOB),
                JobLocations.part(JOB, "0"),
                JobLocations.output(JOB, SHA256),
                JobLocations.output(JOB, SHA256, "été-poster.webp")))
        .allMatch(JobLocations::isFileOfJob);
    assertThat(JobLocations.isFileOfJob(new Location("jobs/" + JOB + "/output/poster"))).isFalse();
  }

  @Test
  void theSameBytesUnderAnotherNameAreAnotherObject() {
    assertThat(JobLocations.output(JOB, SHA256, "a.webp"))
        .isEqualTo(JobLocations.output(JOB, SHA256, "a.webp"))
        .isNotEqualTo(JobLocations.output(JOB, SHA256, "b.webp"))
        .isNotEqualTo(JobLocations.output(JOB, SHA256));
  }
}
