package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFacts;
import io.reelway.job.ArtifactFile;
import io.reelway.job.DownloadLink;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.SourceRef;
import io.reelway.job.Webhook;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.MediaType;
import io.reelway.plan.Plan;
import io.reelway.plan.StrategyId;
import io.reelway.spec.Preset;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EraseStage;
import io.reelway.stage.FetchStage;
import io.reelway.stage.PlanStage;
import io.reelway.stage.PresignStage;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.RecordStage;
import io.reelway.stage.UploadStage;
import io.reelway.stage.WebhookStage;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All stages of one worker. They succeed unless a test scripts another behaviour. */
final class FakeStages
    implements ProbeStage,
        PlanStage,
        EncodeStage,
        UploadStage,
        PresignStage,
        RecordStage,
        EraseStage,
        FetchStage,
        WebhookStage {
  static final Preset PRESET =
      new Preset(
          "low-bandwidth",
          720,
          72,
          30,
          900,
          80,
          List.of(new StrategyId("image-avif")),
          List.of(new StrategyId("video-webm-vp9"), new StrategyId("video-mp4-h264")));

  static final Probe PROBE =
      new Probe(
          "mp4",
          "mov",
          Duration.ofSeconds(30),
          List.of(
              new VideoTrack(
                  0,
                  "h264",
                  Picture.plain(1920, 1080, "yuv420p", false),
                  new Rational(25, 1),
                  false)),
          List.of("One further track is left out."));

  private static final ArtifactFacts FACTS =
      new ArtifactFacts(720, 404, Duration.ofSeconds(30), Duration.ofSeconds(10));

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final List<UploadRequest> uploads = Collections.synchronizedList(new ArrayList<>());
  final List<JobSnapshot> recorded = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Deque<Behaviour>> scripts = new ConcurrentHashMap<>();
  private String host = "reelway-host-a";

  /** The stages of divided videos. */
  final FakeParts parts = new FakeParts(this);

  private boolean smallOutput;
  private boolean early;
  private FakePlan plan = FakePlan.PLAIN;

  /**
   * Scripts the next runs of a stage, in order; afterwards the stage succeeds.
   *
   * @param stage the name of the stage, or one of its {@link #calls}
   */
  void script(String stage, Behaviour... behaviours) {
    scripts.put(stage, new ConcurrentLinkedDeque<>(List.of(behaviours)));
  }

  /** Sets the host queue of the next encoded files. */
  void encodeOn(String hostTaskQueue) {
    host = hostTaskQueue;
  }

  /** Adds these renditions to the next plans, each with one strategy. */
  void planFurther(String... names) {
    plan = plan.withFurther(names);
  }

  /** The next plans divide their videos. */
  void divide() {
    plan = plan.divided();
  }

  /** The next plans say that no output has sound. */
  void planWithoutSound() {
    plan = plan.withoutSound();
  }

  /** Makes the next outputs so small that the encode stage uploads them itself. */
  void encodeSmallOutputs() {
    smallOutput = true;
  }

  /** The next probes also make the plan and the main rendition. */
  void encodeEarly() {
    early = true;
  }

  static Behaviour fail(ErrorCode code) {
    return () -> {
      throw ApplicationFailure.newBuilder()
          .setMessage(code.sentence())
          .setType(code.name())
          .setNonRetryable(!code.retryable())
          .build();
    };
  }

  static Behaviour fail(String type) {
    return () -> {
      throw ApplicationFailure.newNonRetryableFailure("As the test says", type);
    };
  }

  /** Runs until it is cancelled; then stops and reports the cancellation, as an encoder does. */
  Behaviour runUntilCancelled(CountDownLatch running) {
    return () -> {
      running.countDown();
      try {
        while (true) {
          Activity.getExecutionContext().heartbeat(null);
          TimeUnit.MILLISECONDS.sleep(50);
        }
      } catch (ActivityCompletionException stop) {
        calls.add("encoder stopped");
        throw stop;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  public Probed probe(AcceptedJob job) {
    play("probe", "probe");
    return early ? new Probed(PROBE, new Early(plan.make(), encoded())) : Probed.only(PROBE);
  }

  @Override
  public Plan plan(PlanRequest request) {
    play("plan", "plan " + request.preset().name());
    return plan.make();
  }

  private Encoded encoded() {
    return encoded("main", plan.make().main().attempts().getFirst());
  }

  @Override
  public Encoded encode(EncodeRequest request) {
    String taskQueue = host;
    play("encode", "encode " + request.attempt().strategy().value());
    return encoded(request.rendition(), request.attempt(), taskQueue);
  }

  /** A finished encode of the host that was set last. */
  Encoded encoded(String rendition, Attempt attempt) {
    return encoded(rendition, attempt, host);
  }

  private Encoded encoded(String rendition, Attempt attempt, String taskQueue) {
    return new Encoded(
        taskQueue,
        "encode-1",
        attempt.strategy(),
        List.of(new EncodedFile("output", attempt.mediaType(), 312_000, "abc")),
        FACTS,
        List.of(),
        smallOutput ? artifact(rendition) : null);
  }

  @Override
  public Artifact upload(UploadRequest request) {
    play("upload", "upload from " + request.encoded().taskQueue());
    uploads.add(request);
    return artifact(request.rendition());
  }

  private static Artifact artifact(String rendition) {
    return new Artifact(
        rendition,
        new StrategyId("video-webm-vp9"),
        List.of(new ArtifactFile("jobs/1/output/abc", "clip.webm", MediaType.WEBM, 312_000, "abc")),
        FACTS);
  }

  @Override
  public Presigned presign(Artifact artifact) {
    play("presign", "presign");
    return new Presigned(new DownloadLink("https://store/signed", Instant.EPOCH));
  }

  @Override
  public void record(JobSnapshot snapshot) {
    play("record", "record " + snapshot.state().status());
    recorded.add(snapshot);
  }

  @Override
  public SourceRef.Uploaded fetch(AcceptedJob job) {
    play("fetch", "fetch " + ((SourceRef.Remote) job.source()).url());
    return new SourceRef.Uploaded(job.source().filename(), "video/mp4", 4_200_000);
  }

  @Override
  public void erase(AcceptedJob job) {
    play("erase", "erase");
  }

  @Override
  public Webhook deliver(Delivery delivery) {
    return new Webhook(Webhook.State.DELIVERED, delivery.attempt(), 200);
  }

  void play(String stage, String call) {
    calls.add(call);
    Deque<Behaviour> script = scripts.getOrDefault(call, scripts.get(stage));
    @Nullable Behaviour next = script == null ? null : script.poll();
    if (next != null) {
      next.run();
    }
  }

  /** The scripted behaviour of one run of a stage. */
  @FunctionalInterface
  interface Behaviour {
    void run();
  }
}
