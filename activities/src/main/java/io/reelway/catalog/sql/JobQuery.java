package io.reelway.catalog.sql;

import io.reelway.catalog.JobCursor;
import io.reelway.catalog.JobFilter;
import io.reelway.catalog.JobRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One page of a list. An inner query finds the ids with an index only; the outer query reads only
 * the rows of the page.
 */
final class JobQuery {
  private final StringBuilder where = new StringBuilder("owner = :owner");
  private final Map<String, Object> values = new HashMap<>();

  JobQuery(JobFilter filter, Optional<JobCursor> after, Instant now) {
    values.put("owner", filter.owner());
    add(filter.state().map(state -> state.name().toLowerCase(Locale.ROOT)), "state = :", "state");
    add(filter.preset(), "preset = :", "preset");
    add(filter.code(), "error_code = :", "code");
    add(filter.externalId(), "external_id = :", "external");
    add(filter.batchId(), "batch_id = :", "batch");
    add(filter.createdAfter().map(Instant::toEpochMilli), "created_at >= :", "from");
    add(filter.createdBefore().map(Instant::toEpochMilli), "created_at < :", "to");
    filter.filename().ifPresent(this::addFilename);
    int number = 0;
    for (Map.Entry<String, String> pair : filter.metadata().entrySet()) {
      addMetadata(number++, pair);
    }
    after.ifPresent(this::goOnAfter);
    where.append(" and erasing_since is null and (expires_at is null or expires_at > :now)");
    values.put("now", now.toEpochMilli());
  }

  private void add(Optional<?> value, String condition, String name) {
    value.ifPresent(wanted -> {
      where.append(" and ").append(condition).append(name);
      values.put(name, wanted);
    });
  }

  private void addFilename(String part) {
    where.append(" and search_name like :part escape '\\'");
    values.put(
        "part", "%" + part.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%");
  }

  private void addMetadata(int number, Map.Entry<String, String> pair) {
    where.append(
        (" and id in (select job_id from job_metadata"
                + " where owner = :owner and name = :name%d and value = :value%d)")
            .formatted(number, number));
    values.put("name" + number, pair.getKey());
    values.put("value" + number, pair.getValue());
  }

  private void goOnAfter(JobCursor place) {
    where.append(" and (created_at, id) < (:at, :id)");
    values.put("at", place.createdAt().toEpochMilli());
    values.put("id", place.jobId());
  }

  /** Runs the query. A row that cannot be read has a place but no record. */
  List<Row> run(JdbcClient sql, int limit, ReadableRows readable) {
    RowMapper<Optional<JobRecord>> records = readable.mapping(JobRows::record);
    return sql.sql(
            JobRows.SELECT
                + " join (select id from jobs where "
                + where
                + " order by created_at desc, id desc limit :limit) page on page.id = j.id"
                + " order by j.created_at desc, j.id desc")
        .params(values)
        .param("limit", limit)
        .query((row, number) ->
            new Row(
                new JobCursor(Instant.ofEpochMilli(row.getLong("created_at")), row.getString("id")),
                Objects.requireNonNull(records.mapRow(row, number))))
        .list();
  }

  /** A row and its place in the list. */
  record Row(JobCursor place, Optional<JobRecord> record) {}
}
