package io.reelway.api.jobs;

import io.reelway.api.engine.JobEngine;
import io.reelway.api.jobs.MediaForm.Part;
import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.media.Source;
import io.reelway.plan.Presets;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts jobs. A job exists when its file and its record are in the store and the engine has its
 * workflow; whatever fails before that leaves nothing behind.
 */
public final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
  private static final int LONGEST_NAME = 1000;

  private final Store store;
  private final JobRecords records;
  private final JobEngine engine;
  private final Clock clock;
  private final long inputLimit;

  /**
   * @param inputLimit bytes of the largest file that is accepted
   */
  public Submissions(
      Store store, JobRecords records, JobEngine engine, Clock clock, long inputLimit) {
    this.store = store;
    this.records = records;
    this.engine = engine;
    this.clock = clock;
    this.inputLimit = inputLimit;
  }

  /**
   * Reads the form, stores the file, starts the job. Blocks while the file arrives.
   *
   * @param owner whose job it is; empty when no keys are set
   */
  AcceptedJob submit(MediaForm form, String owner) throws IOException {
    String jobId = UUID.randomUUID().toString();
    boolean accepted = false;
    try {
      AcceptedJob job = store(jobId, form, owner);
      engine.start(job);
      accepted = true;
      LOG.info(
          "Job is accepted, job={}, preset={}, inputBytes={}",
          jobId,
          job.preset(),
          job.source().bytes());
      return job;
    } finally {
      if (!accepted) {
        erase(jobId);
      }
    }
  }

  private AcceptedJob store(String jobId, MediaForm form, String owner) throws IOException {
    @Nullable Source source = null;
    String preset = "";
    for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
      Part part = next.get();
      if (part.name().equals("media") && source == null) {
        source = storeSource(jobId, part);
      } else if (part.name().equals("media")) {
        throw invalid("Send one file; there is more than one part named media.");
      } else if (part.name().equals("preset")) {
        preset = part.value();
        part.skip();
      } else {
        part.skip();
      }
    }
    if (source == null) {
      throw invalid("The part named media is missing; it carries the file.");
    }
    AcceptedJob job = accept(jobId, owner, source, preset);
    records.save(JobSnapshot.accepted(job));
    return job;
  }

  private Source storeSource(String jobId, Part part) throws IOException {
    String filename =
        part.filename()
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> invalid("The part named media is a text field; it must be a file."));
    records.open(jobId);
    StoredObject stored =
        store.put(JobLocations.source(jobId), part.content(inputLimit), Delivery.INTERNAL);
    if (stored.bytes() == 0) {
      throw invalid("The file is empty.");
    }
    int length = Math.min(LONGEST_NAME, filename.length());
    return new Source(filename.substring(0, length), part.contentType(), stored.bytes());
  }

  private AcceptedJob accept(String jobId, String owner, Source source, String preset) {
    boolean known = preset.isEmpty() || Presets.named(preset).isPresent();
    return new AcceptedJob(
        jobId,
        owner,
        source,
        Presets.named(preset).orElse(Presets.DEFAULT).name(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        known
            ? List.of()
            : List.of(
                "There is no preset of the requested name; "
                    + Presets.DEFAULT.name()
                    + " was used."));
  }

  private void erase(String jobId) {
    try {
      records.erase(jobId);
    } catch (IOException e) {
      LOG.warn("A refused upload is erased later, job={}, reason={}", jobId, e.getMessage());
    }
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }
}
