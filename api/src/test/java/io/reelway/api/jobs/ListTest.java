package io.reelway.api.jobs;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The job list and the totals, for two callers and across a restart. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ListTest {
  private static final String JOBS = "/api/media/jobs";
  private static final String ALICE = "s3cret-of-alice";
  private static final String BOB = "s3cret-of-bob";
  private static final String KEYS = "reelway.keys=alice:" + ALICE + ",bob:" + BOB;

  @TempDir private static Path data;
  @TempDir private static Path folder;
  private static RunningReelway reelway;

  /** Alice's jobs, newest first; the middle one has failed. */
  private static final List<String> ALICES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data, KEYS);
    Path letter = Files.writeString(folder.resolve("letter.txt"), "no picture");
    Path photo = media("image/gps-exif-nikon.jpg");
    for (Path file : List.of(photo, letter, photo)) {
      ALICES.addFirst(finish(ALICE, file));
    }
    finish(BOB, photo);
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  @Order(1)
  void showsEachCallerTheirOwnJobsNewestFirst() throws Exception {
    assertThat(ids(list(ALICE, ""))).isEqualTo(ALICES);
    assertThat(ids(list(BOB, ""))).hasSize(1).doesNotContainAnyElementsOf(ALICES);
    assertThat(list(ALICE, "").get("nextCursor").isNull()).isTrue();
  }

  @Test
  @Order(1)
  void itemsEqualThePollOfTheJob() throws Exception {
    JsonNode item = list(ALICE, "?limit=1").get("items").get(0);
    JsonNode poll = reelway.get(JOBS + "/" + ALICES.getFirst(), "x-api-key", ALICE).json();

    assertThat(item.get("result")).isEqualTo(poll.get("result"));
    assertThat(item.propertyNames()).isEqualTo(poll.propertyNames());
  }

  @Test
  @Order(1)
  void continuesAfterThePreviousPage() throws Exception {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = list(ALICE, "?limit=1" + cursor);
      assertThat(page.get("items")).hasSize(1);
      all.addAll(ids(page));
      cursor = "&cursor=" + page.get("nextCursor").asString("");
    } while (!cursor.equals("&cursor="));

    assertThat(all).isEqualTo(ALICES);
  }

  @Test
  @Order(1)
  void showsOnlyTheWantedStatus() throws Exception {
    assertThat(ids(list(ALICE, "?status=failed"))).containsExactly(ALICES.get(1));
    assertThat(ids(list(ALICE, "?status=done")))
        .containsExactly(ALICES.getFirst(), ALICES.getLast());
    assertThat(ids(list(ALICE, "?status=pending"))).isEmpty();
    JsonNode page = list(ALICE, "?status=done&limit=1");
    assertThat(ids(list(ALICE, "?status=done&cursor=" + page.get("nextCursor").asString())))
        .containsExactly(ALICES.getLast());
  }

  @Test
  @Order(1)
  void ignoresParametersWithoutAValue() throws Exception {
    assertThat(ids(list(ALICE, "?metadata.album&status&limit=&filename"))).isEqualTo(ALICES);
  }

  @ParameterizedTest
  @Order(1)
  @ValueSource(
      strings = {
        "?status=lost",
        "?limit=0",
        "?limit=201",
        "?limit=many",
        "?cursor=../../x",
        "?filename=%00",
        "?externalId=a%00",
        "?metadata.a=%00",
        "?metadata.%00=a"
      })
  void refusesInvalidParameters(String query) throws Exception {
    Answer answer = reelway.get(JOBS + query, "x-api-key", ALICE);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("invalid-input");
  }

  @ParameterizedTest
  @Order(1)
  @ValueSource(strings = {"two words", "a/b", "\u00fc"})
  void refusesAnInvalidBatchId(String batchId) throws Exception {
    MultipartForm form =
        new MultipartForm()
            .field("batchId", batchId)
            .file("media", "photo.jpg", "image/jpeg", media("image/gps-exif-nikon.jpg"));

    Answer answer =
        reelway.send(
            reelway
                .request(JOBS)
                .header("x-api-key", ALICE)
                .header("Content-Type", form.contentType()),
            "POST",
            form.body());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").asString()).startsWith("batchId has 1 to 64 letters");
    assertThat(answer.json().get("pointer").asString()).isEqualTo("/batchId");
    assertThat(ids(list(ALICE, ""))).isEqualTo(ALICES);
  }

  @Test
  @Order(1)
  void aJobWithoutLabelsShowsNone() throws Exception {
    assertThat(list(ALICE, "?limit=1").get("items").get(0).propertyNames())
        .doesNotContain("externalId", "batchId", "metadata");
  }

  @Test
  @Order(1)
  void countsTheJobsThatAreDone() throws Exception {
    JsonNode usage = reelway.get("/api/usage", "x-api-key", ALICE).json();
    JsonNode done = reelway.get(JOBS + "/" + ALICES.getFirst(), "x-api-key", ALICE).json();

    assertThat(usage.get("totalJobs").asLong()).isEqualTo(3);
    assertThat(usage.get("totalInputBytes").asLong())
        .isEqualTo(3 * done.get("inputBytes").asLong());
    assertThat(usage.get("totalSavedBytes").asLong())
        .isEqualTo(3 * done.at("/result/savedBytes").asLong())
        .isEqualTo(usage.get("totalInputBytes").asLong() - usage.get("totalOutputBytes").asLong());
  }

  @Test
  @Order(2)
  void keepsListAndTotalsAcrossARestartAndTotalsAcrossAnErasure() throws Exception {
    JsonNode before = reelway.get("/api/usage", "x-api-key", BOB).json();
    reelway.close();
    reelway = RunningReelway.start(data, KEYS);
    assertThat(ids(list(ALICE, ""))).isEqualTo(ALICES);

    Answer erased =
        reelway.send(
            reelway.request(JOBS + "/" + ALICES.getFirst()).header("x-api-key", ALICE),
            "DELETE",
            BodyPublishers.noBody());

    assertThat(erased.status()).isEqualTo(204);
    assertThat(ids(list(ALICE, ""))).isEqualTo(ALICES.subList(1, 3));
    assertThat(reelway.get("/api/usage", "x-api-key", BOB).json()).isEqualTo(before);
    assertThat(reelway.files())
        .noneMatch(
            file -> file.toString().contains(ALICES.getFirst()) && file.startsWith("store/list"));
  }

  private static JsonNode list(String key, String query) throws IOException, InterruptedException {
    return reelway.get(JOBS + query, "x-api-key", key).json();
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").valueStream().map(item -> item.get("jobId").asString()).toList();
  }

  private static String finish(String key, Path file) throws IOException, InterruptedException {
    MultipartForm form =
        new MultipartForm().file("media", "photo.jpg", "application/octet-stream", file);
    String job =
        reelway
            .send(
                reelway
                    .request(JOBS)
                    .header("x-api-key", key)
                    .header("Content-Type", form.contentType()),
                "POST",
                form.body())
            .json()
            .get("jobId")
            .asString();
    while (reelway.get(JOBS + "/" + job, "x-api-key", key).json().get("completedAt").isNull()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return job;
  }
}
