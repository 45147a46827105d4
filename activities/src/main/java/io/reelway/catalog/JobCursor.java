package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of jobs sorted by the time of their acceptance.
 *
 * @param createdAt when the job at this place was accepted
 * @param jobId the job at this place
 */
public record JobCursor(Instant createdAt, String jobId) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})-([0-9a-f-]{36})");

  /** The place of a job. */
  public static JobCursor of(AcceptedJob job) {
    return new JobCursor(job.createdAt(), job.id());
  }

  /** Parses the written form; empty when the text has another form. */
  public static Optional<JobCursor> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new JobCursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
        : Optional.empty();
  }

  /** The written form that clients send back. */
  @Override
  public String toString() {
    return createdAt.toEpochMilli() + "-" + jobId;
  }
}
