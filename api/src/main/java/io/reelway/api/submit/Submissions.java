package io.reelway.api.submit;

import static java.io.OutputStream.nullOutputStream;

import io.reelway.api.engine.JobDispatcher;
import io.reelway.api.observe.JobLog;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.api.problem.RequestException;
import io.reelway.catalog.InDoubtException;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.retention.JobEraser;
import io.reelway.spec.Preset;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Accepts jobs. A job exists once its file is in the store and its record in the catalog; a failure
 * before that leaves nothing behind. If nobody knows whether the job exists, its file stays: the
 * sweep erases it if there is no job. The job starts afterwards, possibly later.
 */
final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  private final Store store;
  private final JobCatalog catalog;
  private final JobEraser eraser;
  private final JobDispatcher dispatcher;
  private final Admission admission;
  private final Clock clock;
  private final OfferedPresets presets;
  private final Uninterrupted uninterrupted;

  Submissions(
      Store store,
      JobCatalog catalog,
      JobEraser eraser,
      JobDispatcher dispatcher,
      Admission admission,
      Clock clock,
      OfferedPresets presets,
      Scheduler blocking) {
    this.store = store;
    this.catalog = catalog;
    this.eraser = eraser;
    this.dispatcher = dispatcher;
    this.admission = admission;
    this.clock = clock;
    this.presets = presets;
    this.uninterrupted = new Uninterrupted(blocking);
  }

  /**
   * Reads the body, stores the file, accepts the job and starts it. Blocks while the file arrives.
   *
   * @param owner owner of the job; empty if no keys are set
   * @throws RequestException with {@code IDEMPOTENCY_MISMATCH} if the key was used with other
   *     content
   */
  Submitted submit(Submission.Body body, String owner, Optional<IdempotencyKey> key)
      throws IOException {
    Optional<String> name = key.map(IdempotencyKey::value);
    Optional<JobSnapshot> known =
        name.isPresent() ? catalog.findByKey(owner, name.get()) : Optional.empty();
    if (known.isPresent()) {
      Submission again = body.read(content -> content.transferTo(nullOutputStream()));
      return again(known.get(), again);
    }
    return submitNew(body, owner, name);
  }

  /** Several requests with one key may run concurrently; the catalog accepts the job of one. */
  private Submitted submitNew(Submission.Body body, String owner, Optional<String> key)
      throws IOException {
    admission.enter();
    String jobId = UUID.randomUUID().toString();
    boolean accepted = false;
    boolean inDoubt = false;
    try {
      catalog.beginUpload(jobId);
      Submission submission = body.read(upload(jobId));
      AcceptedJob job = job(jobId, owner, submission, key.isPresent());
      Optional<JobSnapshot> first = uninterrupted.call(() -> accept(job, key));
      if (first.isPresent()) {
        return again(first.get(), submission);
      }
      accepted = true;
      admission.accepted();
      return new Submitted(JobSnapshot.accepted(job), false);
    } catch (InDoubtException unknown) {
      inDoubt = true;
      throw unknown;
    } finally {
      if (!accepted) {
        admission.leave();
      }
      if (!accepted && !inDoubt) {
        erase(jobId);
      }
    }
  }

  private Optional<JobSnapshot> accept(AcceptedJob job, Optional<String> key) throws IOException {
    Optional<JobSnapshot> first = catalog.accept(job, key);
    if (first.isEmpty()) {
      logAccepted(job);
      dispatcher.start(job);
    }
    return first;
  }

  private Submission.Sink upload(String uploadId) {
    return content -> store.put(JobLocations.source(uploadId), content, Delivery.INTERNAL);
  }

  private AcceptedJob job(String jobId, String owner, Submission submission, boolean named) {
    Preset preset = presets.resolve(submission.preset());
    List<String> warnings = new ArrayList<>(submission.warnings());
    if (!submission.preset().isEmpty() && !submission.preset().equals(preset.name())) {
      warnings.add("There is no preset with the requested name; " + preset.name() + " was used.");
    }
    return new AcceptedJob(
        jobId,
        owner,
        submission.source(),
        preset,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        submission.request(named, preset),
        warnings);
  }

  /**
   * The job of an earlier request with the same key. The repetition must have the same file,
   * webhook and options, and a preset of the same name or content: an identical request returns its
   * job even if the presets have changed in between.
   */
  private Submitted again(JobSnapshot first, Submission repetition) {
    AcceptedJob job = first.job();
    boolean same =
        job.request().fingerprint().equals(repetition.fingerprint())
            && (job.request().presetName().equals(repetition.preset())
                || job.preset().equals(presets.resolve(repetition.preset())));
    if (!same) {
      throw new RequestException(
          ErrorCode.IDEMPOTENCY_MISMATCH, ErrorCode.IDEMPOTENCY_MISMATCH.sentence());
    }
    return new Submitted(first, true);
  }

  private static void logAccepted(AcceptedJob job) {
    JobLog.about(
        job.id(),
        "accept",
        () ->
            LOG.info(
                "Job is accepted, preset={}, inputBytes={}",
                job.preset().name(),
                job.source().bytes()));
  }

  /**
   * Erases an upload unless it is the source of a job after all. Runs even if the client has
   * disconnected and this thread is interrupted.
   */
  private void erase(String uploadId) {
    try {
      uninterrupted.call(() -> {
        if (!catalog.exists(uploadId)) {
          eraser.eraseUpload(uploadId);
        }
        return uploadId;
      });
    } catch (IOException later) {
      JobLog.about(
          uploadId,
          "refuse",
          () -> LOG.warn("A refused upload is deleted later, reason={}", later.getMessage()));
    }
  }
}
