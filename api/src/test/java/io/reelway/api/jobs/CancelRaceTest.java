package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancels jobs at any moment, including the end of a stage. */
class CancelRaceTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private Path data;

  @Test
  void everyJobEndsAndEveryCancelAnswerIsCorrect() throws Exception {
    try (RunningReelway server = RunningReelway.start(data)) {
      server.optimize(PHOTO, "web");
      Map<String, Answer> answers = new LinkedHashMap<>();
      for (int delay = 0; delay < 200; delay += 10) {
        String id = server.submit(PHOTO, "web").json().path("jobId").asString();
        TimeUnit.MILLISECONDS.sleep(delay);
        answers.put(id, cancel(server, id));
      }
      for (Map.Entry<String, Answer> cancelled : answers.entrySet()) {
        int status = cancelled.getValue().status();
        String code = server.await(cancelled.getKey()).at("/error/code").asString("");
        assertThat(status == 202 || (status == 409 && code.isEmpty()))
            .as("%s, and the job ended as '%s'", cancelled.getValue(), code)
            .isTrue();
      }
    }
  }

  private static Answer cancel(RunningReelway server, String id) throws Exception {
    return server.send(
        server.request("/api/media/jobs/" + id + "/cancel"), "POST", BodyPublishers.noBody());
  }
}
