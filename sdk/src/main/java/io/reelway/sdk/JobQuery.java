package io.reelway.sdk;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Filters for a list of jobs. Each method returns a changed copy; a job must match all conditions:
 *
 * <pre>{@code
 * JobQuery.ALL.status("failed").batchId("night-17")
 * }</pre>
 *
 * @param conditions query parameters of the API, e.g. {@code status} and {@code done}
 * @param pageSize jobs per page; empty: the default of the server
 */
public record JobQuery(Map<String, String> conditions, OptionalInt pageSize) {
  /** All jobs. */
  public static final JobQuery ALL = new JobQuery(Map.of(), OptionalInt.empty());

  public JobQuery {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /** A copy for jobs in one status, e.g. {@code done}. */
  public JobQuery status(String status) {
    return with("status", status);
  }

  /** A copy for jobs whose file name contains that text, ignoring case. */
  public JobQuery filename(String part) {
    return with("filename", part);
  }

  /** A copy for jobs with that preset. */
  public JobQuery preset(String name) {
    return with("preset", name);
  }

  /** A copy for jobs that failed with that code, e.g. {@code probe-failed}. */
  public JobQuery code(String code) {
    return with("code", code);
  }

  /** A copy for jobs with that external id. */
  public JobQuery externalId(String id) {
    return with("externalId", id);
  }

  /** A copy for jobs of that batch. */
  public JobQuery batchId(String id) {
    return with("batchId", id);
  }

  /** A copy for jobs with that metadata entry; may be called several times. */
  public JobQuery metadata(String name, String value) {
    return with("metadata." + name, value);
  }

  /** A copy for jobs accepted at that time or later. */
  public JobQuery createdAfter(Instant time) {
    return with("createdAfter", Long.toString(time.toEpochMilli()));
  }

  /** A copy for jobs accepted before that time. */
  public JobQuery createdBefore(Instant time) {
    return with("createdBefore", Long.toString(time.toEpochMilli()));
  }

  /** A copy with that many jobs per answer. */
  public JobQuery pageSize(int jobs) {
    return new JobQuery(conditions, OptionalInt.of(jobs));
  }

  private JobQuery with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(conditions);
    more.put(name, value);
    return new JobQuery(more, pageSize);
  }
}
