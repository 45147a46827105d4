package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.reelway.stage.CutStage;
import io.reelway.stage.CutStage.CutRequest;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.JoinStage;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.reelway.stage.StageOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one attempt in parts, on all workers at once, and joins them. The parts are the segments
 * of the picture, and the whole sound. Each part is retried alone.
 */
final class DividedEncode {
  /** The maximum number of parts that run, or wait for a worker, at the same time. */
  private static final int WINDOW = 64;

  /** The sound takes about this share of the work. */
  private static final double SOUND = 0.04;

  private final AcceptedJob job;
  private final Probe probe;
  private final String rendition;
  private final Attempt attempt;
  private final ProgressBook book;

  private final Deque<PartRequest> waiting = new ArrayDeque<>();
  private final Map<Integer, EncodedPart> segments = new TreeMap<>();
  private @Nullable EncodedPart sound;
  private int started;
  private int running;
  private double done;
  private long bytes;

  DividedEncode(
      AcceptedJob job, Probe probe, String rendition, Attempt attempt, ProgressBook book) {
    this.job = job;
    this.probe = probe;
    this.rendition = rendition;
    this.attempt = attempt;
    this.book = book;
  }

  /**
   * Encodes and joins.
   *
   * @return the joined video; empty if the source must be encoded whole
   * @throws TemporalFailure when this attempt fails or is cancelled; as soon as one part fails for
   *     good, the others are stopped
   */
  Optional<Encoded> make() {
    book.enter(rendition, Stage.ENCODING);
    Cuts cuts = cut();
    if (cuts.segments().isEmpty()) {
      book.warn(cuts.whole() == null ? List.of() : List.of(cuts.whole()));
      return Optional.empty();
    }
    try {
      encode(cuts);
      return Optional.of(join(cuts));
    } catch (TemporalFailure failure) {
      if (!Failures.is(failure, PartStage.NOT_AS_PLANNED)) {
        throw failure;
      }
      book.leave(rendition, Progress.of(100 * done));
      return Optional.empty();
    }
  }

  private Cuts cut() {
    CutStage stage = Workflow.newActivityStub(CutStage.class, StageOptions.cut());
    CutRequest request = new CutRequest(job, probe, attempt);
    return WorkerLossRetry.survived(() -> stage.cut(request), lost -> {});
  }

  private void encode(Cuts cuts) {
    queue(cuts);
    running = Math.min(WINDOW, waiting.size());
    book.parts(rendition, done, running);
    List<Promise<Void>> lanes = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          for (int lane = 0; lane < running; lane++) {
            lanes.add(Async.procedure(this::encodeWaiting));
          }
        });
    scope.run();
    try {
      Promise.allOf(lanes).get();
    } catch (TemporalFailure failure) {
      scope.cancel();
      lanes.forEach(lane -> lane.handle((made, failed) -> true).get());
      throw failure;
    }
    book.leave(rendition, Progress.ALL);
  }

  /** Queues the sound, which is one long part, and then the segments, the longest first. */
  private void queue(Cuts cuts) {
    boolean audible = attempt.expectation().sound();
    if (audible) {
      waiting.add(new PartRequest(job, probe, rendition, attempt, null, cuts.origin(), SOUND));
    }
    double whole = cuts.segments().stream().mapToDouble(Segment::length).sum();
    double picture = audible ? 1 - SOUND : 1;
    cuts.segments().stream()
        .sorted(Comparator.comparingDouble(Segment::length).reversed())
        .map(one ->
            new PartRequest(
                job, probe, rendition, attempt, one, cuts.origin(), picture * one.length() / whole))
        .forEach(waiting::add);
  }

  private void encodeWaiting() {
    for (PartRequest next = waiting.poll(); next != null; next = waiting.poll()) {
      int before = started++;
      PartRun part = new PartRun(next);
      EncodedPart made =
          WorkerLossRetry.survived(
              () -> part.encode(StageOptions.part(attempt, before)), part::lose);
      keep(part.request, made);
    }
  }

  private void keep(PartRequest request, EncodedPart made) {
    if (request.segment() == null) {
      sound = made;
    } else {
      segments.put(request.segment().index(), made);
    }
    done += request.share();
    bytes += made.payload();
    if (waiting.isEmpty()) {
      running--;
    }
    book.parts(rendition, done, running);
    refuseGrowth();
  }

  /** Stops as soon as the parts together are too large, before the rest is encoded. */
  private void refuseGrowth() {
    if (!attempt.expectation().size().accepts(bytes, job.source().bytes())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The output is not smaller than the source.", EncodeStage.NOT_SMALLER);
    }
  }

  private Encoded join(Cuts cuts) {
    book.enter(rendition, Stage.JOINING);
    JoinStage stage = Workflow.newActivityStub(JoinStage.class, StageOptions.join(attempt));
    JoinRequest request =
        new JoinRequest(
            job, probe, rendition, attempt, cuts, List.copyOf(segments.values()), sound);
    Encoded joined =
        WorkerLossRetry.survived(() -> stage.join(request), lost -> book.retry(rendition, lost));
    book.leave(rendition, Progress.ALL);
    return joined;
  }

  /** One part, with the share of it that a lost worker has already shown to clients. */
  private final class PartRun {
    private PartRequest request;

    PartRun(PartRequest request) {
      this.request = request;
    }

    EncodedPart encode(ActivityOptions options) {
      return Workflow.newActivityStub(PartStage.class, options).encodePart(request);
    }

    void lose(Progress reached) {
      double shown = request.share() * reached.percent() / 100;
      done += shown;
      request = request.sharing(request.share() - shown);
      book.parts(rendition, done, running);
    }
  }
}
