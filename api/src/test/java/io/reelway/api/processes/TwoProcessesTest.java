package io.reelway.api.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.catalog.sql.Database;
import io.reelway.outside.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Each API process sees the changes of the other. Records are in PostgreSQL, the engine is a real
 * Temporal server, and two workers without database settings do the work.
 */
class TwoProcessesTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final Path OTHER_PHOTO = RunningReelway.media("image/exif-orientation-8.jpg");
  private static final Path FILM = RunningReelway.media("video/h264-720p24-52s-sintel-trailer.mp4");

  @TempDir private static Path folder;
  private static PostgresProcess database;
  private static SharedEngine engine;
  private static RunningReelway front;
  private static RunningReelway back;
  private static final List<RunningReelway> WORKERS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    database = PostgresProcess.start(folder);
    engine = SharedEngine.temporal(folder.resolve("store"));
    String[] records = database.propertiesOver(database.port()).toArray(String[]::new);
    front = engine.join(folder.resolve("front"), "api", records);
    back = engine.join(folder.resolve("back"), "api", records);
    WORKERS.add(engine.join(folder.resolve("worker-1"), "worker"));
    WORKERS.add(engine.join(folder.resolve("worker-2"), "worker"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (RunningReelway worker : WORKERS) {
      worker.close();
    }
    for (AutoCloseable part : Arrays.asList(front, back, engine, database)) {
      if (part != null) {
        part.close();
      }
    }
  }

  @Test
  void oneProcessAcceptsAJobAndTheOtherShowsAndServesIt() throws Exception {
    String id = id(front.submit(PHOTO, "mobile"));

    JsonNode end = back.await(id);

    assertThat(end.path("status").asString()).isEqualTo("done");
    assertThat(back.get("/api/media/jobs/" + id + "/download").bytes())
        .hasSize(end.at("/result/outputBytes").asInt())
        .isEqualTo(front.get("/api/media/jobs/" + id + "/download").bytes());
  }

  @Test
  void workersOpenNoDatabase() {
    assertThat(WORKERS).hasSize(2).noneMatch(worker -> worker.has(Database.class));
    assertThat(List.of("worker-1", "worker-2"))
        .allSatisfy(name -> assertThat(folder.resolve(name)).isDirectory())
        .noneMatch(name -> Files.exists(folder.resolve(name).resolve("reelway.sqlite")));
    assertThat(front.has(Database.class)).isTrue();
  }

  @Test
  void cancelsAJobThatTheOtherProcessAccepted() throws Exception {
    String id = encoding(front);

    Answer answer = back.send(back.request(path(id, "/cancel")), "POST", noBody());
    JsonNode end = front.await(id);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(end.at("/error/code").asString()).isEqualTo("cancelled");
    assertThat(end.path("completedAt").asLong() - end.path("createdAt").asLong())
        .as("shorter than its encode")
        .isLessThan(20_000);
  }

  @Test
  void doesNotCancelAnEndedJob() throws Exception {
    String id = front.optimize(PHOTO, "web").path("jobId").asString();

    Answer answer = front.send(front.request(path(id, "/cancel")), "POST", noBody());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("code").asString()).isEqualTo("not-cancellable");
    assertThat(front.poll(id).path("status").asString()).isEqualTo("done");
  }

  @Test
  void erasesARunningJobForAllProcesses() throws Exception {
    String id = encoding(front);

    Answer answer = front.send(front.request(path(id, "")), "DELETE", noBody());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(back.get(path(id, "")).status()).isEqualTo(404);
    assertThat(filesNaming(id)).isEmpty();
  }

  @Test
  void erasesAnEndedJobThatTheOtherProcessHasJustShown() throws Exception {
    String id = back.optimize(PHOTO, "web").path("jobId").asString();
    back.poll(id);

    Answer answer = front.send(front.request(path(id, "")), "DELETE", noBody());

    assertThat(answer.status()).isEqualTo(204);
    assertThat(back.get(path(id, "/download")).status()).isEqualTo(404);
    assertThat(front.send(front.request(path(id, "")), "DELETE", noBody()).status()).isEqualTo(404);
    assertThat(filesNaming(id)).isEmpty();
  }

  @Test
  void tenSimultaneousSubmitsWithOneKeyCreateOneJob() throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(10)) {
      List<Future<Answer>> sent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        RunningReelway process = i % 2 == 0 ? front : back;
        Callable<Answer> submit = () -> submit(process, PHOTO, "web", "ten-at-once");
        sent.add(clients.submit(submit));
      }
      for (Future<Answer> answer : sent) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).extracting(TwoProcessesTest::id).containsOnly(id(answers.getFirst()));
    assertThat(answers).extracting(Answer::status).containsOnly(200, 202);
    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.header("Idempotent-Replayed").equals("true"))
        .hasSize(9);
    assertThat(front.await(id(answers.getFirst())).path("status").asString()).isEqualTo("done");
  }

  @Test
  void refusesDifferentContentWithAUsedKey() throws Exception {
    submit(front, PHOTO, "web", "used");

    assertThat(
            List.of(
                submit(back, OTHER_PHOTO, "web", "used"), submit(back, PHOTO, "mobile", "used")))
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(422);
          assertThat(answer.json().path("code").asString()).isEqualTo("idempotency-mismatch");
        });
  }

  @Test
  void usesTheDefaultPresetWhenNoneIsSent() throws Exception {
    Answer first = submit(front, PHOTO, "", "default");

    Answer second = submit(back, PHOTO, "web", "default");

    assertThat(second.status()).isEqualTo(200);
    assertThat(id(second)).isEqualTo(id(first));
    front.await(id(first));
  }

  @Test
  void storesNothingForARepeatedSubmit() throws Exception {
    String id = id(submit(front, PHOTO, "web", "repeated"));
    front.await(id);
    List<Path> before = filesWithoutSources();

    submit(back, PHOTO, "web", "repeated");
    submit(back, OTHER_PHOTO, "web", "repeated");

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anErasedJobFreesItsKey() throws Exception {
    String id = id(submit(front, PHOTO, "web", "erased"));
    front.await(id);
    front.send(front.request(path(id, "")), "DELETE", noBody());

    Answer again = submit(back, OTHER_PHOTO, "web", "erased");

    assertThat(again.status()).isEqualTo(202);
    assertThat(front.await(id(again)).path("status").asString()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", ""})
  void refusesAnInvalidKey(String key) throws Exception {
    Answer answer = submit(front, PHOTO, "web", key);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("invalid-input");
  }

  /** Submits a long job, waits until it is encoding, and returns its id. */
  private static String encoding(RunningReelway process) throws Exception {
    String id = id(process.submit(FILM, "low-bandwidth"));
    for (int i = 0; i < 300; i++) {
      if (process.poll(id).at("/progress/stage").asString("").equals("encoding")) {
        return id;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Not encoding: " + process.poll(id));
  }

  private static Answer submit(RunningReelway process, Path file, String preset, String key)
      throws IOException, InterruptedException {
    MultipartForm form =
        new MultipartForm().file("media", "photo.jpg", "image/jpeg", file).field("preset", preset);
    return process.send(
        process
            .request("/api/media/jobs")
            .header("Content-Type", form.contentType())
            .header("Idempotency-Key", key),
        "POST",
        form.body());
  }

  private static java.net.http.HttpRequest.BodyPublisher noBody() {
    return java.net.http.HttpRequest.BodyPublishers.noBody();
  }

  private static String id(Answer answer) {
    return Objects.requireNonNull(answer.json().get("jobId"), answer::toString).asString();
  }

  private static String path(String id, String more) {
    return "/api/media/jobs/" + id + more;
  }

  /** The files that contain the job's id. Only its share of usage may stay. */
  private static List<Path> filesNaming(String id) throws IOException {
    return files().stream()
        .filter(file -> file.toString().contains(id))
        .filter(file -> !file.startsWith(folder.resolve("store/usage")))
        .toList();
  }

  /** A job is final before its source is deleted. */
  private static List<Path> filesWithoutSources() throws Exception {
    List<Path> files = files();
    for (int i = 0; i < 100 && files.stream().anyMatch(file -> file.endsWith("source")); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      files = files();
    }
    return files;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains(".incoming"))
          .sorted()
          .toList();
    }
  }
}
