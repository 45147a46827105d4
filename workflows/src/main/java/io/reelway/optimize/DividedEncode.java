package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.stage.CutStage;
import io.reelway.stage.CutStage.CutRequest;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.JoinStage;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one attempt in parts, on all workers at once, and joins them. When that is impossible,
 * the attempt is encoded whole, and stays whole.
 */
final class DividedEncode {
  private static final String NOT_EXACT =
      "The video is encoded in one piece, because its frames are not as its headers announce.";

  private final AcceptedJob job;
  private final Probe probe;
  private final String rendition;
  private final Attempt attempt;
  private final ProgressBook book;

  /** All parts; {@code null} until all of them are encoded. */
  private @Nullable JoinRequest parts;

  private boolean whole;

  DividedEncode(
      AcceptedJob job, Probe probe, String rendition, Attempt attempt, ProgressBook book) {
    this.job = job;
    this.probe = probe;
    this.rendition = rendition;
    this.attempt = attempt;
    this.book = book;
  }

  /**
   * Encodes and joins. A repeated call only joins again, because the parts are in the store.
   *
   * @return the joined video; empty if the source must be encoded whole
   * @throws TemporalFailure when this attempt fails or is cancelled; as soon as one part fails for
   *     good, the others are stopped
   */
  Optional<Encoded> make() {
    try {
      if (!whole && parts == null) {
        encodeParts();
      }
      return whole || parts == null ? Optional.empty() : Optional.of(join(parts));
    } catch (TemporalFailure failure) {
      if (!Failures.asksForWholeEncode(failure)) {
        throw failure;
      }
      whole = true;
      if (Failures.is(failure, PartStage.NOT_AS_PLANNED)) {
        warn(NOT_EXACT);
      }
      return Optional.empty();
    }
  }

  /** Warns once, although several attempts may find the same. */
  private void warn(String sentence) {
    if (!book.snapshot().warnings().contains(sentence)) {
      book.warn(List.of(sentence));
    }
  }

  private void encodeParts() {
    book.enter(rendition, Stage.ENCODING);
    Cuts cuts = cut();
    if (cuts.segments().isEmpty()) {
      if (cuts.whole() != null) {
        warn(cuts.whole());
      }
      whole = true;
    } else {
      parts = new PartRuns(job, probe, rendition, attempt, book, cuts).encode();
    }
  }

  /** A source whose frames cannot be read is no failure yet: the encoder decides. */
  private Cuts cut() {
    CutStage stage = Workflow.newActivityStub(CutStage.class, StageOptions.cut());
    CutRequest request = new CutRequest(job, probe, attempt);
    try {
      return WorkerLossRetry.survived(() -> stage.cut(request), lost -> {});
    } catch (ActivityFailure failure) {
      if (!Failures.isForGood(failure)) {
        throw failure;
      }
      return Cuts.none(null);
    }
  }

  private Encoded join(JoinRequest request) {
    book.enter(rendition, Stage.JOINING);
    JoinStage stage = Workflow.newActivityStub(JoinStage.class, StageOptions.join(attempt));
    try {
      Encoded joined =
          WorkerLossRetry.survived(() -> stage.join(request), lost -> book.retry(rendition, lost));
      book.leave(rendition, Progress.ALL);
      return joined;
    } catch (TemporalFailure failure) {
      book.leave(rendition, Failures.progress(failure, Progress.ALL));
      throw failure;
    }
  }
}
