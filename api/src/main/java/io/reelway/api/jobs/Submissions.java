package io.reelway.api.jobs;

import static java.io.OutputStream.nullOutputStream;

import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.jobs.SubmitFormReader.Submission;
import io.reelway.api.observe.JobLog;
import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.plan.Preset;
import io.reelway.plan.Presets;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Accepts jobs. A job exists when its file and its record are in the store and the engine has its
 * workflow; whatever fails before that leaves nothing behind.
 */
public final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  private final Store store;
  private final JobRecords records;
  private final JobEngine engine;
  private final Admission admission;
  private final Clock clock;
  private final SubmitFormReader intake;
  private final Uninterrupted uninterrupted;

  public Submissions(
      Store store,
      JobRecords records,
      JobEngine engine,
      Admission admission,
      Clock clock,
      SubmitFormReader intake,
      Scheduler blocking) {
    this.store = store;
    this.records = records;
    this.engine = engine;
    this.admission = admission;
    this.clock = clock;
    this.intake = intake;
    this.uninterrupted = new Uninterrupted(blocking);
  }

  /**
   * Reads the form, stores the file, starts the job. Blocks while the file arrives.
   *
   * @param owner whose job it is; empty when no keys are set
   * @throws RequestException with {@code IDEMPOTENCY_MISMATCH} when the key was used with other
   *     content
   */
  Submitted submit(MediaForm form, String owner, Optional<IdempotencyKey> key) throws IOException {
    return key.isPresent() ? submitOnce(form, owner, key.get()) : submit(form, owner);
  }

  private Submitted submit(MediaForm form, String owner) throws IOException {
    admission.enter();
    String jobId = UUID.randomUUID().toString();
    boolean accepted = false;
    try {
      records.open(jobId);
      Submission submission = intake.read(form, upload(jobId));
      AcceptedJob job = job(jobId, owner, submission, submission.request(jobId, false));
      uninterrupted.call(() -> make(job));
      accepted = true;
      return new Submitted(JobSnapshot.accepted(job), false);
    } finally {
      if (!accepted) {
        admission.leave();
        erase(jobId);
      }
    }
  }

  private boolean make(AcceptedJob job) throws IOException {
    records.accept(job);
    engine.start(job);
    sayAccepted(job);
    return true;
  }

  /**
   * For a request that may come more than once: all that name one key give one job. Each uploads to
   * a place of its own; the one whose workflow the engine starts has made the job, and the others
   * erase what they uploaded. Unlike without a key the workflow comes before the record, because
   * only the winner may write it.
   */
  private Submitted submitOnce(MediaForm form, String owner, IdempotencyKey key)
      throws IOException {
    String jobId = key.jobId(owner);
    Optional<JobSnapshot> known = records.find(jobId);
    if (known.isPresent()) {
      Submission again = intake.read(form, content -> content.transferTo(nullOutputStream()));
      return Submitted.again(known.get(), again);
    }
    admission.enter();
    String uploadId = UUID.randomUUID().toString();
    boolean inUse = false;
    try {
      records.openUpload(uploadId, jobId);
      Submission submission = intake.read(form, upload(uploadId));
      AcceptedJob job = job(jobId, owner, submission, submission.request(uploadId, true));
      // From here on the job may run on the upload, whatever fails. If it does not, the upload is
      // erased as one that never ended.
      inUse = true;
      Optional<JobSnapshot> first = uninterrupted.call(() -> makeOnce(job));
      inUse = first.isEmpty();
      return inUse
          ? new Submitted(JobSnapshot.accepted(job), false)
          : Submitted.again(first.get(), submission);
    } catch (RequestException refused) {
      inUse = false;
      throw refused;
    } finally {
      if (!inUse) {
        admission.leave();
        erase(uploadId);
      }
    }
  }

  /** Makes the job, or finds the one that an earlier request with the same key has made. */
  private Optional<JobSnapshot> makeOnce(AcceptedJob job) throws IOException {
    Optional<JobSnapshot> first = startOnce(job);
    if (first.isEmpty()) {
      records.acceptUpload(job);
      sayAccepted(job);
    }
    return first;
  }

  /** Starts the job, or finds the one that an earlier request with the same key has started. */
  private Optional<JobSnapshot> startOnce(AcceptedJob job) throws IOException {
    if (engine.start(job)) {
      return Optional.empty();
    }
    return switch (Objects.requireNonNull(engine.look(job.id()).block())) {
      case EngineView.Running running -> Optional.of(running.snapshot());
      case EngineView.Erasing erasing -> throw beingErased();
      case EngineView.Closed closed -> startUnlessKept(job);
      case EngineView.Unknown forgottenJustNow -> startUnlessKept(job);
    };
  }

  /**
   * A workflow that has closed without leaving a record: its job was erased, and the key is free.
   */
  private Optional<JobSnapshot> startUnlessKept(AcceptedJob job) throws IOException {
    Optional<JobSnapshot> kept = records.find(job.id());
    if (kept.isEmpty() && !engine.startAgain(job)) {
      throw beingErased();
    }
    return kept;
  }

  /** Rare and short: a repetition that met the deletion of its job. */
  private static RequestException beingErased() {
    return new RequestException(
        ErrorCode.UNAVAILABLE, "The job of this key is being erased; try again in a moment.");
  }

  private SubmitFormReader.Sink upload(String uploadId) {
    return content -> store.put(JobLocations.source(uploadId), content, Delivery.INTERNAL);
  }

  private AcceptedJob job(String jobId, String owner, Submission submission, JobRequest request) {
    Optional<Preset> preset = Presets.named(submission.preset());
    List<String> warnings = new ArrayList<>(submission.warnings());
    if (preset.isEmpty() && !submission.preset().isEmpty()) {
      warnings.add(
          "There is no preset of the requested name; " + Presets.DEFAULT.name() + " was used.");
    }
    return new AcceptedJob(
        jobId,
        owner,
        submission.source(),
        preset.orElse(Presets.DEFAULT).name(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        request,
        warnings);
  }

  private static void sayAccepted(AcceptedJob job) {
    JobLog.about(
        job.id(),
        "accept",
        () ->
            LOG.info(
                "Job is accepted, preset={}, inputBytes={}", job.preset(), job.source().bytes()));
  }

  /** Also for a client that has gone. */
  private void erase(String uploadId) {
    try {
      uninterrupted.call(
          () -> {
            records.erase(uploadId);
            return true;
          });
    } catch (IOException e) {
      JobLog.about(
          uploadId,
          "refuse",
          () -> LOG.warn("A refused upload is erased later, reason={}", e.getMessage()));
    }
  }

  /**
   * The job that a request has led to.
   *
   * @param replayed whether an earlier request with the same key had made it
   */
  record Submitted(JobSnapshot snapshot, boolean replayed) {
    static Submitted again(JobSnapshot first, Submission repetition) {
      if (!first.job().request().fingerprint().equals(repetition.fingerprint())) {
        throw new RequestException(
            ErrorCode.IDEMPOTENCY_MISMATCH, ErrorCode.IDEMPOTENCY_MISMATCH.sentence());
      }
      return new Submitted(first, true);
    }
  }
}
