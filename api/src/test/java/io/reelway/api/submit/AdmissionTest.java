package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.Jobs;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.job.ErrorCode;
import io.reelway.store.SkippedEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
  @TempDir private Path folder;
  private Database database;
  private JobCatalog catalog;

  @BeforeEach
  void openCatalog() throws IOException {
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
    catalog = new SqlJobCatalog(database, Clock.systemUTC(), new SkippedEntries());
  }

  @AfterEach
  void closeCatalog() {
    database.close();
  }

  @Test
  void refusesJobsBeyondTheLimit() throws IOException {
    Admission admission = admission(0, 2);
    admission.enter();
    admission.enter();

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(admission::enter)
        .matches(refused -> refused.code() == ErrorCode.UNAVAILABLE)
        .withMessage("Too many jobs are waiting or running; try again later.");
  }

  @Test
  void acceptsJobsAgainAfterAFailedSubmit() throws IOException {
    Admission admission = admission(0, 1);
    admission.enter();

    admission.leave();

    assertThatNoException().isThrownBy(admission::enter);
  }

  @Test
  void countsTheJobsOfOtherProcesses() throws IOException {
    Admission admission = admission(0, 2);
    catalog.accept(Jobs.job("", Jobs.NOON), Optional.empty());
    catalog.accept(Jobs.job("", Jobs.NOON), Optional.empty());

    admission.recount();

    assertThat(admission.unfinished()).isEqualTo(2);
    assertThatExceptionOfType(RequestException.class).isThrownBy(admission::enter);
  }

  @Test
  void aCountDuringAnUploadKeepsTheUpload() throws IOException {
    Admission admission = admission(0, 1);
    admission.enter();

    admission.recount();

    assertThat(admission.unfinished()).isEqualTo(1);
    admission.leave();
    assertThat(admission.unfinished()).isZero();
  }

  @Test
  void countsAgainAfterAJobWasAccepted() throws IOException {
    Admission admission = admission(0, 1);
    admission.enter();
    admission.recount();
    admission.accepted();
    assertThat(admission.unfinished()).isEqualTo(1);

    admission.recount();

    assertThat(admission.unfinished()).isZero();
  }

  @Test
  void refusesJobsWhenTheDiskIsAlmostFull() {
    Admission admission = admission(Long.MAX_VALUE, 2);

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(admission::enter)
        .withMessage("The server has too little free disk space; try again later.");
  }

  private Admission admission(long reserve, int limit) {
    return new Admission(catalog, Optional.of(folder), reserve, limit);
  }
}
