package io.reelway.catalog.sql;

import io.reelway.catalog.WorkMarks;
import java.io.IOException;

/** {@link WorkMarks} in SQL. */
public final class SqlWorkMarks implements WorkMarks {
  private final Database database;

  public SqlWorkMarks(Database database) {
    this.database = database;
  }

  @Override
  public void begin(String jobId, String processId) throws IOException {
    database.write(sql ->
        sql.sql(
                "insert into work_marks (job_id, process_id) values (:job, :process)"
                    + " on conflict (job_id, process_id) do nothing")
            .param("job", jobId)
            .param("process", processId)
            .update());
  }

  @Override
  public void end(String jobId, String processId) throws IOException {
    database.write(sql ->
        sql.sql("delete from work_marks where job_id = :job and process_id = :process")
            .param("job", jobId)
            .param("process", processId)
            .update());
  }

  @Override
  public int workersLost(String jobId) throws IOException {
    return database.read(sql ->
        sql.sql("select count(*) from work_marks where job_id = :job")
            .param("job", jobId)
            .query(Integer.class)
            .single());
  }
}
