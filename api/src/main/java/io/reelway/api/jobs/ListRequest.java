package io.reelway.api.jobs;

import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCursor;
import io.reelway.catalog.JobFilter;
import io.reelway.job.ErrorCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/**
 * The query parameters of the list.
 *
 * @param status {@code pending}, {@code processing}, {@code done} or {@code failed}; empty: all
 * @param after cursor of an earlier page; empty for the first page
 * @param limit maximum number of jobs of a page, 1 to 200
 */
record ListRequest(
    JobFilter filter, Optional<String> status, Optional<JobCursor> after, int limit) {
  private static final int MOST = 200;
  private static final String USUAL = "50";
  private static final String METADATA = "metadata.";
  private static final Set<String> STATUSES = Set.of("pending", "processing", "done", "failed");

  /** Reads the query; fails with {@code INVALID_INPUT}, naming the parameter. */
  static ListRequest of(MultiValueMap<String, String> query, String owner) {
    JobFilter filter =
        new JobFilter(
            owner,
            Optional.empty(),
            text(query, "filename"),
            text(query, "preset"),
            text(query, "code"),
            text(query, "externalId"),
            text(query, "batchId"),
            time(query, "createdAfter"),
            time(query, "createdBefore"),
            metadata(query));
    return new ListRequest(filter, status(query), place(query), size(query));
  }

  private static Optional<String> text(MultiValueMap<String, String> query, String name) {
    Optional<String> text =
        Optional.ofNullable(query.getFirst(name)).filter(value -> !value.isEmpty());
    text.ifPresent(value -> requireText(name, value));
    return text;
  }

  /** Databases reject this character in texts, or treat it as the end. */
  private static void requireText(String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw invalid(name + " must not contain the character U+0000.");
    }
  }

  private static Optional<Instant> time(MultiValueMap<String, String> query, String name) {
    return text(query, name)
        .map(text -> {
          if (!text.matches("\\d{1,15}")) {
            throw invalid(name + " must be a time in milliseconds since 1970.");
          }
          return Instant.ofEpochMilli(Long.parseLong(text));
        });
  }

  /** A value may be empty; a name without an equals sign has none and is ignored. */
  private static Map<String, String> metadata(MultiValueMap<String, String> query) {
    Map<String, String> pairs = new HashMap<>();
    query.forEach((name, values) -> {
      String value = values.getFirst();
      if (name.startsWith(METADATA) && value != null) {
        requireText("metadata", name + value);
        pairs.put(name.substring(METADATA.length()), value);
      }
    });
    return pairs;
  }

  private static Optional<String> status(MultiValueMap<String, String> query) {
    Optional<String> status = text(query, "status");
    if (status.isPresent() && !STATUSES.contains(status.get())) {
      throw invalid("status must be pending, processing, done or failed.");
    }
    return status;
  }

  private static Optional<JobCursor> place(MultiValueMap<String, String> query) {
    return text(query, "cursor")
        .map(cursor ->
            JobCursor.parse(cursor)
                .orElseThrow(() -> invalid("cursor is not a nextCursor of this list.")));
  }

  private static int size(MultiValueMap<String, String> query) {
    String limit = text(query, "limit").orElse(USUAL);
    if (limit.matches("[1-9]\\d{0,2}") && Integer.parseInt(limit) <= MOST) {
      return Integer.parseInt(limit);
    }
    throw invalid("limit must be a number from 1 to " + MOST + ".");
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }
}
