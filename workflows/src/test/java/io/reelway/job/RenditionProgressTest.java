package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelway.job.RenditionProgress.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A divided rendition reports the sum of its parts. */
class RenditionProgressTest {
  private static final RenditionProgress HALF_DONE = divided(0.5, 2);

  @Test
  void thePercentIsThatOfFinishedAndOfRunningParts() {
    List<Progress> running = List.of(part(0.2, 50, null, null), part(0.1, 20, null, null));

    assertThat(sum(HALF_DONE, running).percent()).isCloseTo(50 + 10 + 2, within(1e-9));
  }

  @Test
  void finishedPartsCountAloneWhileNoneReports() {
    assertThat(sum(HALF_DONE, List.of()).percent()).isEqualTo(50);
  }

  @Test
  void aReportWithoutAShareCountsNothing() {
    Progress cut = Progress.of(80).ofRendition("main");

    assertThat(sum(HALF_DONE, List.of(cut)).percent()).isEqualTo(50);
  }

  @Test
  void partsOfOtherRenditionsDoNotCount() {
    Progress other = part(0.2, 50, 2.0, 10.0).ofRendition("poster");

    assertThat(sum(HALF_DONE, List.of(other))).isEqualTo(Progress.of(50).ofRendition("main"));
  }

  @Test
  void theSpeedIsTheSumOfTheSpeeds() {
    List<Progress> running = List.of(part(0.2, 50, 1.5, 10.0), part(0.1, 20, 0.5, 10.0));

    assertThat(sum(HALF_DONE, running).speed()).isCloseTo(2, within(1e-9));
  }

  /** Two parts do 0.01 of the work per second each, and 0.38 of it is left. */
  @Test
  void theRestTakesAsLongAsTheRunningPartsNeedForTheirShare() {
    List<Progress> running = List.of(part(0.2, 50, 1.0, 10.0), part(0.1, 20, 1.0, 8.0));

    assertThat(sum(HALF_DONE, running).etaSec()).isCloseTo(0.38 / 0.02, within(1e-6));
  }

  @Test
  void speedAndTimeAreUnknownWhileNoPartReportsThem() {
    Progress sum = sum(HALF_DONE, List.of(part(0.2, 0, null, null)));

    assertThat(sum.speed()).isNull();
    assertThat(sum.etaSec()).isNull();
  }

  @Test
  void theSumNeverExceedsTheWhole() {
    Progress sum = sum(divided(1.0000001, 1), List.of(part(0.2, 50, 1.0, 1.0)));

    assertThat(sum.percent()).isEqualTo(100);
    assertThat(sum.etaSec()).isEqualTo(0);
  }

  /** A part that loses its worker keeps only the share that it has not shown. */
  @Test
  void thePercentIsTheSameAfterALostWorker() {
    Progress before = sum(divided(0.5, 1), List.of(part(0.2, 70, null, null)));
    Progress after = sum(divided(0.5 + 0.2 * 0.7, 1), List.of(part(0.2 * 0.3, 0, null, null)));

    assertThat(after.percent()).isCloseTo(before.percent(), within(1e-9));
  }

  @Test
  void anUndividedRenditionReportsItsOnlyStage() {
    Progress encode = part(1, 40, 1.5, 60.0);
    RenditionProgress whole = new RenditionProgress("main", 1, Stage.ENCODING, 2, false);

    assertThat(whole.report(List.of(encode))).contains(encode);
    assertThat(whole.report(List.of())).isEmpty();
  }

  @Test
  void aJobIsCoveredWhenEveryPartRunsOrWaits() {
    JobState.Processing job =
        new JobState.Processing(
            Stage.ENCODING,
            2,
            List.of(
                divided(0.5, 5),
                new RenditionProgress("poster", 1, Stage.ENCODING, 2, /* ended= */ false),
                new RenditionProgress("preview", 1, Stage.UPLOADING, 99, /* ended= */ true)));

    assertThat(job.isCoveredBy(5)).isFalse();
    assertThat(job.isCoveredBy(6)).isTrue();
  }

  @Test
  void aJobIsCoveredByNothingWhileAllItsPartsWaitAfterALoss() {
    assertThat(job(divided(0.5, 0)).isCoveredBy(0)).isTrue();
  }

  /** The stages that made it have ended, and the next one has not begun. */
  @Test
  void aJobWithoutPartsIsNotCoveredByNothing() {
    assertThat(
            job(new RenditionProgress("main", 1, Stage.UPLOADING, 99, /* ended= */ true))
                .isCoveredBy(0))
        .isFalse();
  }

  private static JobState.Processing job(RenditionProgress rendition) {
    return new JobState.Processing(Stage.ENCODING, 2, List.of(rendition));
  }

  @Test
  void aJobReportsOnceForEachRendition() {
    JobState.Processing job =
        new JobState.Processing(
            Stage.ENCODING,
            2,
            List.of(
                divided(0.5, 2),
                new RenditionProgress("poster", 1, Stage.ENCODING, 2, /* ended= */ false)));
    List<Progress> running =
        List.of(part(0.2, 50, 1.0, 10.0), part(0.1, 20, 1.0, 8.0), poster(Progress.of(7)));

    assertThat(job.reports(running))
        .extracting(Progress::rendition)
        .containsExactly("main", "poster");
  }

  @Test
  void aJobWithoutRenditionsReportsItsStage() {
    JobState.Processing probing = new JobState.Processing(Stage.PROBING, 0);

    assertThat(probing.reports(List.of(Progress.of(7)))).containsExactly(Progress.of(7));
  }

  @Test
  void noNegativeNumberOfPartsRuns() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parts(0.5, -1))
        .withMessage("-1 parts cannot run");
  }

  private static RenditionProgress divided(double done, int running) {
    return new RenditionProgress(
        "main", 1, Stage.ENCODING, 2, /* ended= */ false, new Parts(done, running));
  }

  private static Progress sum(RenditionProgress rendition, List<Progress> running) {
    return rendition.report(running).orElseThrow();
  }

  private static Progress part(
      double share, double percent, @Nullable Double speed, @Nullable Double etaSec) {
    return new Progress(percent, speed, etaSec).ofRendition("main").ofShare(share);
  }

  private static Progress poster(Progress progress) {
    return progress.ofRendition("poster");
  }
}
