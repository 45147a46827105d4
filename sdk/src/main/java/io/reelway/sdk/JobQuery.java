package io.reelway.sdk;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which jobs to list. Each method gives a changed copy, and all its conditions must hold:
 *
 * <pre>{@code
 * JobQuery.ALL.status("failed").batchId("night-17")
 * }</pre>
 *
 * @param conditions names and values as the server reads them, e.g. {@code status} and {@code done}
 * @param pageSize jobs to fetch at once; empty: as the server likes
 */
public record JobQuery(Map<String, String> conditions, OptionalInt pageSize) {
  /** Every job. */
  public static final JobQuery ALL = new JobQuery(Map.of(), OptionalInt.empty());

  public JobQuery {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /** The same for jobs in one status, e.g. {@code done}. */
  public JobQuery status(String status) {
    return with("status", status);
  }

  /** The same for jobs whose filename has that part, in upper or lower case. */
  public JobQuery filename(String part) {
    return with("filename", part);
  }

  /** The same for jobs with that preset. */
  public JobQuery preset(String name) {
    return with("preset", name);
  }

  /** The same for jobs that failed with that code, e.g. {@code probe-failed}. */
  public JobQuery code(String code) {
    return with("code", code);
  }

  /** The same for jobs with that id of yours. */
  public JobQuery externalId(String id) {
    return with("externalId", id);
  }

  /** The same for jobs of that group. */
  public JobQuery batchId(String id) {
    return with("batchId", id);
  }

  /** The same for jobs with that pair among their metadata; may be asked for several times. */
  public JobQuery metadata(String name, String value) {
    return with("metadata." + name, value);
  }

  /** The same for jobs that were accepted at that time or later. */
  public JobQuery createdAfter(Instant time) {
    return with("createdAfter", Long.toString(time.toEpochMilli()));
  }

  /** The same for jobs that were accepted before that time. */
  public JobQuery createdBefore(Instant time) {
    return with("createdBefore", Long.toString(time.toEpochMilli()));
  }

  /** The same with that many jobs in one answer. */
  public JobQuery pageSize(int jobs) {
    return new JobQuery(conditions, OptionalInt.of(jobs));
  }

  private JobQuery with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(conditions);
    more.put(name, value);
    return new JobQuery(more, pageSize);
  }
}
