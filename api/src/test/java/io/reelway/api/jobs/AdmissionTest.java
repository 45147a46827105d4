package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobRecords;
import io.reelway.store.RetentionSettings;
import io.reelway.store.disk.DiskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
  @TempDir private Path folder;
  private JobRecords records;

  @BeforeEach
  void openStore() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    records =
        new JobRecords(
            new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test")),
            new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24)),
            Clock.systemUTC());
  }

  @Test
  void refusesJobsPastTheBound() throws IOException {
    Admission admission = admission(0, 2);
    admission.enter();
    admission.enter();

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(admission::enter)
        .matches(refused -> refused.code() == ErrorCode.UNAVAILABLE)
        .withMessage("Too many jobs are unfinished; try again later.");
  }

  @Test
  void hasRoomAgainWhenAJobCameToNothing() throws IOException {
    Admission admission = admission(0, 1);
    admission.enter();

    admission.leave();

    assertThatNoException().isThrownBy(admission::enter);
  }

  @Test
  void countsTheJobsOfOtherProcesses() throws IOException {
    Admission admission = admission(0, 2);
    records.open(UUID.randomUUID().toString());
    records.open(UUID.randomUUID().toString());

    admission.recount();

    assertThat(admission.unfinished()).isEqualTo(2);
    assertThatExceptionOfType(RequestException.class).isThrownBy(admission::enter);
  }

  @Test
  void refusesJobsWhenTheDiskIsAlmostFull() {
    Admission admission = admission(Long.MAX_VALUE, 2);

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(admission::enter)
        .withMessage("There is too little disk space left; try again later.");
  }

  private Admission admission(long reserve, int limit) {
    return new Admission(records, Optional.of(folder), reserve, limit);
  }
}
