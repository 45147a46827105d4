package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Records that cannot be read, and files of others in the store, beside sound ones. */
class UnreadableRecordsTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private Path data;

  @Test
  void areSkippedAndCountedAndStopNothing() throws Exception {
    String sound;
    String ended;
    String open;
    try (RunningReelway reelway = RunningReelway.start(data)) {
      sound = done(reelway);
      ended = done(reelway);
      open = done(reelway);
    }
    change("update jobs set snapshot = '{broken' where id = ?", ended);
    change(
        "update jobs set snapshot = '[]', state = 'open', started = 1, completed_at = null,"
            + " expires_at = null where id = ?",
        open);
    Files.createDirectories(data.resolve("store/jobs/UPPER Case"));
    Files.writeString(data.resolve("store/jobs/UPPER Case/Thumbs.db"), "foreign");
    Files.writeString(data.resolve("store/jobs/.DS_Store"), "foreign");

    try (RunningReelway reelway = RunningReelway.start(data)) {
      assertThat(reelway.poll(done(reelway)).path("status").asString()).isEqualTo("done");
      assertThat(reelway.poll(sound).path("status").asString()).isEqualTo("done");
      assertThat(listed(reelway)).isEqualTo(2);
      assertThat(reelway.get("/api/usage").json().path("totalJobs").asLong()).isEqualTo(4);
      assertThat(new String(reelway.get("/actuator/prometheus").bytes(), UTF_8))
          .containsPattern("(?m)^reelway_store_skipped_total\\{reason=\"unreadable\"} [1-9]");
    }
  }

  private static String done(RunningReelway reelway) throws Exception {
    JsonNode job = reelway.optimize(PHOTO, "web");
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("done");
    return job.path("jobId").asString();
  }

  private static int listed(RunningReelway reelway) throws Exception {
    return reelway.get("/api/media/jobs").json().path("items").size();
  }

  private void change(String sql, String jobId) throws Exception {
    String url = "jdbc:sqlite:" + data.resolve("reelway.sqlite");
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setString(1, jobId);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
