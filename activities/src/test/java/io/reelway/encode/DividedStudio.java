package io.reelway.encode;

import io.reelway.corpus.Tools;
import io.reelway.cut.CutActivity;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.join.JoinActivity;
import io.reelway.media.ByteSize;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.record.DiscardActivity;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.spec.Preset;
import io.reelway.stage.CutStage;
import io.reelway.stage.CutStage.CutRequest;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.DiscardStage;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.JoinStage;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import io.reelway.store.disk.DiskStore;
import io.reelway.strategy.Strategies;
import io.reelway.verify.OutputCheck;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Encodes a video in parts with the real stages, one after the other. */
final class DividedStudio implements AutoCloseable {
  static final String JOB = "5c3a1b2e-0000-4000-8000-000000000001";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Studio studio;
  private final Preset preset;
  private final String options;
  private final StrategyId strategy;
  private final Scratch scratch;
  final DiskStore store;
  final StoredParts parts;
  private final Path source;

  DividedStudio(Path folder, Path source, Preset preset, StrategyId strategy) throws Exception {
    this(folder, source, preset, "{}", strategy, disk -> disk);
  }

  /**
   * @param seen what the stages use as the store
   */
  DividedStudio(
      Path folder, Path source, Preset preset, StrategyId strategy, UnaryOperator<Store> seen)
      throws Exception {
    this(folder, source, preset, "{}", strategy, seen);
  }

  /**
   * @param options of the job, in JSON with single quotes
   */
  DividedStudio(Path folder, Path source, Preset preset, String options, StrategyId strategy)
      throws Exception {
    this(folder, source, preset, options, strategy, disk -> disk);
  }

  private DividedStudio(
      Path folder,
      Path source,
      Preset preset,
      String options,
      StrategyId strategy,
      UnaryOperator<Store> seen)
      throws Exception {
    this.options = options;
    this.studio = new Studio(folder);
    this.preset = preset;
    this.strategy = strategy;
    this.source = source;
    this.scratch = Scratch.open(folder.resolve("scratch"), "test");
    this.store = new DiskStore(folder.resolve("store"), scratch);
    Store used = seen.apply(store);
    this.parts = new StoredParts(used);
    store.put(JobLocations.source(JOB), source, Delivery.INTERNAL, sent -> {});
    SourceCache sources = new SourceCache(used, scratch, new ByteSize(0));
    InputGuard guard = new InputGuard(Tools.PROBE_LIMITS.pixels());
    Strategies all = Strategies.builtIn();
    temporal.registerActivitiesImplementations(
        new CutActivity(sources, Studio.FFMPEG, guard, scratch, all, 2),
        new PartActivity(parts, sources, Studio.FFMPEG, guard, all, scratch),
        new DiscardActivity(store),
        new JoinActivity(
            used,
            Studio.FFMPEG,
            all,
            new OutputCheck(Studio.FFMPEG, 2),
            scratch,
            new EncodedFiles(scratch),
            "reelway-host-test"));
  }

  Probe probe() throws Exception {
    return studio.probe(source);
  }

  Attempt attempt(Duration length) throws Exception {
    return Studio.attempt(Studio.plan(probe(), preset, options), strategy).inSegments(length);
  }

  private Attempt growing(Duration length) throws Exception {
    Attempt attempt = attempt(length);
    return attempt.expecting(attempt.expectation().ofAnySize());
  }

  AcceptedJob job() throws Exception {
    return new AcceptedJob(
        JOB,
        "",
        new SourceRef.Uploaded("a.mp4", "video/mp4", Files.size(source)),
        preset,
        Instant.EPOCH,
        JobRequest.PLAIN,
        List.of());
  }

  Cuts cut(Duration length) throws Exception {
    return cut(attempt(length));
  }

  /** Cuts in at most that time. */
  Cuts cutWithin(Duration limit, Duration length) throws Exception {
    Attempt planned = attempt(length);
    return cut(
        new Attempt(
                planned.strategy(),
                planned.mediaType(),
                planned.settings(),
                planned.expectation(),
                limit,
                planned.workload())
            .inSegments(length));
  }

  private Cuts cut(Attempt attempt) throws Exception {
    return temporal.newActivityStub(CutStage.class).cut(new CutRequest(job(), probe(), attempt));
  }

  EncodedPart encode(Duration length, Cuts cuts, @Nullable Segment segment) throws Exception {
    return temporal
        .newActivityStub(PartStage.class)
        .encodePart(
            new PartRequest(job(), probe(), "main", attempt(length), segment, cuts.origin(), 0.5));
  }

  List<EncodedPart> segments(Duration length, Cuts cuts) throws Exception {
    List<EncodedPart> parts = new ArrayList<>();
    for (Segment segment : cuts.segments()) {
      parts.add(encode(length, cuts, segment));
    }
    return parts;
  }

  /** Joins the parts, and returns the output, which may be larger than the source. */
  Path join(Duration length, Cuts cuts, List<EncodedPart> segments, @Nullable EncodedPart sound)
      throws Exception {
    Encoded joined =
        temporal
            .newActivityStub(JoinStage.class)
            .join(new JoinRequest(job(), probe(), "main", growing(length), cuts, segments, sound));
    return scratch.named(joined.scratchId()).path().resolve(joined.files().getFirst().name());
  }

  /** Cuts, encodes and joins. */
  Path divided(Duration length, Cuts cuts) throws Exception {
    List<EncodedPart> segments = segments(length, cuts);
    boolean audible = attempt(length).expectation().sound();
    return join(length, cuts, segments, audible ? encode(length, cuts, null) : null);
  }

  void discard() throws Exception {
    temporal.newActivityStub(DiscardStage.class).discard(job());
  }

  @Override
  public void close() throws IOException {
    temporal.close();
    scratch.close();
  }
}
