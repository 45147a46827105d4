package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.reelway.stage.StageOptions;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the parts of one divided attempt: the segments of the picture, and the whole sound. Each
 * part is retried alone. For one use.
 */
final class PartRuns {
  /** The maximum number of parts that run, or wait for a worker, at the same time. */
  static final int WINDOW = 64;

  /** Marks histories of builds that show that a lost part runs again. */
  private static final String RUNS_AGAIN = "part-runs-again";

  /** The sound takes about this share of the work. */
  private static final double SOUND = 0.04;

  private final AcceptedJob job;
  private final Probe probe;
  private final String rendition;
  private final Attempt attempt;
  private final ProgressBook book;
  private final Cuts cuts;

  private final Deque<PartRequest> waiting = new ArrayDeque<>();
  private final Map<Integer, EncodedPart> segments = new TreeMap<>();
  private @Nullable EncodedPart sound;
  private int started;

  /** Parts that run or wait for a worker, which the engine knows as scheduled stages. */
  private int running;

  /** Share of the work that clients may have seen as done. */
  private double done;

  private long bytes;

  PartRuns(
      AcceptedJob job,
      Probe probe,
      String rendition,
      Attempt attempt,
      ProgressBook book,
      Cuts cuts) {
    this.job = job;
    this.probe = probe;
    this.rendition = rendition;
    this.attempt = attempt;
    this.book = book;
    this.cuts = cuts;
  }

  /**
   * Encodes all parts.
   *
   * @return what is to be joined
   * @throws TemporalFailure of the first part that fails for good, or of the cancellation, after
   *     all parts have stopped
   */
  JoinRequest encode() {
    queue();
    int width = Math.min(WINDOW, waiting.size());
    running = width;
    book.parts(rendition, done, running);
    List<Promise<Void>> lanes = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          for (int lane = 0; lane < width; lane++) {
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
    } finally {
      book.leave(rendition, Progress.of(100 * done));
    }
    return new JoinRequest(
        job, probe, rendition, attempt, cuts, List.copyOf(segments.values()), sound);
  }

  /** Queues the sound, which is one long part, and then the segments, the longest first. */
  private void queue() {
    boolean audible = attempt.expectation().sound();
    if (audible) {
      waiting.add(part(null, SOUND));
    }
    double whole = cuts.segments().stream().mapToDouble(Segment::length).sum();
    double picture = audible ? 1 - SOUND : 1;
    cuts.segments().stream()
        .sorted(Comparator.comparingDouble(Segment::length).reversed())
        .map(one -> part(one, picture * one.length() / whole))
        .forEach(waiting::add);
  }

  private PartRequest part(@Nullable Segment segment, double share) {
    return new PartRequest(
        job.withoutRequest(), probe, rendition, attempt, segment, cuts.origin(), share);
  }

  /** A lane: encodes one waiting part after the other. */
  private void encodeWaiting() {
    for (PartRequest next = waiting.poll(); next != null; next = waiting.poll()) {
      PartRun part = new PartRun(next, started++);
      keep(part.encode(), part.request);
    }
  }

  private void keep(EncodedPart made, PartRequest request) {
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

  /** One part, with its share of the work that no worker has shown as done yet. */
  private final class PartRun {
    private final int before;
    private PartRequest request;

    /** Whether the part waits after the loss of its worker, so that no stage reports it. */
    private boolean waits;

    /**
     * @param before number of parts that were started earlier
     */
    PartRun(PartRequest request, int before) {
      this.request = request;
      this.before = before;
    }

    EncodedPart encode() {
      PartStage stage =
          Workflow.newActivityStub(PartStage.class, StageOptions.part(attempt, before));
      try {
        return WorkerLossRetry.survived(() -> encode(stage), this::lose);
      } catch (TemporalFailure failure) {
        count(Failures.seen(failure));
        throw failure;
      }
    }

    private EncodedPart encode(PartStage stage) {
      if (waits) {
        waits = false;
        running++;
        if (Workflow.getVersion(RUNS_AGAIN, Workflow.DEFAULT_VERSION, 1) == 1) {
          book.parts(rendition, done, running);
        }
      }
      return stage.encodePart(request);
    }

    private void lose(Progress reached) {
      count(reached);
      waits = true;
      running--;
      book.parts(rendition, done, running);
    }

    /** Counts what an ended try has shown to clients, so that their percent does not fall. */
    private void count(Progress shown) {
      double left = request.share() * (100 - shown.percent()) / 100;
      done += request.share() - left;
      request = request.sharing(left);
    }
  }
}
