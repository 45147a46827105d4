package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Progress;
import io.reelway.plan.Segment;
import io.reelway.stage.CutStage;
import io.reelway.stage.DiscardStage;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.JoinStage;
import io.reelway.stage.PartStage;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages of divided videos. A part is called {@code part 0}, {@code part 1} and so on, or
 * {@code part sound}. They succeed unless a test scripts another behaviour.
 */
final class FakeParts implements CutStage, PartStage, JoinStage, DiscardStage {
  /** As long as a real digest of the times of a segment. */
  private static final String TIMES = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  /** As long as a real SHA-256. */
  private static final String SHA256 = TIMES + TIMES;

  final List<JoinRequest> joins = Collections.synchronizedList(new ArrayList<>());
  private final FakeStages stages;
  private Cuts cuts = cuts(10, 12, 8);
  private long payload = 10_000;

  FakeParts(FakeStages stages) {
    this.stages = stages;
  }

  /** The next videos have segments of these lengths, in seconds. */
  void cutInto(double... lengths) {
    cuts = cuts(lengths);
  }

  /** The next videos are not cut, for that reason. */
  void cutNothing(@Nullable String reason) {
    cuts = Cuts.none(reason);
  }

  /** The packets of each of the next parts have this many bytes. */
  void encodeInto(long bytes) {
    payload = bytes;
  }

  private static Cuts cuts(double... lengths) {
    List<Segment> segments = new ArrayList<>();
    double start = 0;
    for (double length : lengths) {
      segments.add(
          new Segment(
              segments.size(),
              start,
              start + length,
              start == 0 ? null : start + 0.15,
              Math.round(25 * length),
              TIMES));
      start += length;
    }
    return new Cuts(segments, 0, start, TIMES, null);
  }

  @Override
  public Cuts cut(CutRequest request) {
    stages.play("cut", "cut " + request.attempt().strategy().value());
    return cuts;
  }

  @Override
  public EncodedPart encodePart(PartRequest request) {
    stages.play("part", call(request));
    return new EncodedPart(
        "jobs/" + request.job().id() + "/parts/" + SHA256,
        payload + 500,
        payload,
        SHA256,
        request.segment() == null ? 0 : request.segment().frames(),
        request.segment() == null ? 0 : request.segment().start(),
        SHA256,
        Duration.ofMillis(12_345));
  }

  static String call(PartRequest request) {
    return "part " + (request.segment() == null ? "sound" : request.segment().index());
  }

  @Override
  public Encoded join(JoinRequest request) {
    joins.add(request);
    stages.play("join", "join " + request.attempt().strategy().value());
    return stages.encoded(request.rendition(), request.attempt());
  }

  @Override
  public void discard(AcceptedJob job) {
    stages.play("discard", "discard");
  }

  @Override
  public void discardOutputs(AcceptedJob job) {
    stages.play("discard", "discard outputs");
  }

  /** Loses the worker of a part that has shown that progress. */
  static FakeStages.Behaviour lose(double percent) {
    return failAt(percent, StageOptions.WORKER_ERROR);
  }

  /** Fails for good with that type, at that progress. */
  static FakeStages.Behaviour failAt(double percent, String type) {
    return () -> {
      throw ApplicationFailure.newNonRetryableFailure(
          "As the test says", type, Progress.of(percent));
    };
  }
}
