package io.reelway.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.outside.S3Process;
import io.reelway.outside.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a load balancer and an operator see while a required component is missing, and afterwards.
 * {@code SecuredEngineTest} covers a missing engine.
 */
class ReadinessTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private static Path work;
  private static S3Process s3;
  private static SmallDisk scratch;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Process.start(work);
    scratch = SmallDisk.at(work.resolve("scratch"));
    reelway = RunningReelway.start(work.resolve("data"), settings(s3.properties()));
  }

  private static String[] settings(List<String> store) {
    List<String> settings = new ArrayList<>(store);
    settings.add("reelway.worker.scratch=" + work.resolve("scratch"));
    settings.add("reelway.limits.free-space=8 MiB");
    settings.add("reelway.ffmpeg.cache=" + work.resolve("ffmpeg"));
    return settings.toArray(String[]::new);
  }

  @AfterAll
  static void stop() throws IOException {
    if (reelway != null) {
      reelway.close();
    }
    if (s3 != null) {
      scratch.close();
      s3.close();
    }
  }

  @Test
  void namesEveryCheckedComponent() throws Exception {
    Answer ready = readiness();

    assertThat(ready.status()).as(ready.toString()).isEqualTo(200);
    assertThat(List.of("engine", "database", "store", "scratch", "encoders"))
        .allSatisfy(part -> assertThat(status(ready, part)).isEqualTo("UP"));
  }

  @Test
  void isNotReadyWhileTheStoreIsUnavailable() throws Exception {
    s3.kill();
    Answer without = readiness();
    Answer alive = reelway.get("/actuator/health/liveness");
    s3.restart();

    assertThat(without.status()).isEqualTo(503);
    assertThat(status(without, "store")).isEqualTo("DOWN");
    assertThat(without.json().at("/components/store/details/reason").asString())
        .containsAnyOf("does not answer", "Connection refused");
    assertThat(alive.status()).isEqualTo(200);
    assertThat(await(answer -> answer.status() == 200).status()).isEqualTo(200);
  }

  @Test
  void startsNoStageWhileScratchIsFullAndContinuesWhenThereIsSpace() throws Exception {
    assumeThat(scratch.isSmall()).as("a small disk can be mounted here").isTrue();
    scratch.fill();
    Answer without = readiness();
    Answer alive = reelway.get("/actuator/health/liveness");
    String job = reelway.submit(PHOTO, "web").json().path("jobId").asString();
    TimeUnit.SECONDS.sleep(1);
    String meanwhile = reelway.poll(job).path("status").asString();
    scratch.relieve();

    assertThat(without.status()).isEqualTo(503);
    assertThat(status(without, "scratch")).isEqualTo("OUT_OF_SERVICE");
    assertThat(without.json().at("/components/scratch/details/freeBytes").asLong())
        .isLessThan(without.json().at("/components/scratch/details/neededBytes").asLong());
    assertThat(alive.status()).isEqualTo(200);
    assertThat(meanwhile).isIn("pending", "processing");
    assertThat(readiness().status()).isEqualTo(200);
    assertThat(reelway.await(job).path("status").asString()).isEqualTo("done");
  }

  @Test
  void isNotReadyWhileItsEncoderIsMissing() throws Exception {
    Path program = unpacked("ffmpeg");
    Path elsewhere = work.resolve("elsewhere");
    Files.move(program, elsewhere);
    Answer without = readiness();
    Answer alive = reelway.get("/actuator/health/liveness");
    String job = reelway.submit(PHOTO, "web").json().path("jobId").asString();
    TimeUnit.SECONDS.sleep(1);
    String meanwhile = reelway.poll(job).path("status").asString();
    Files.move(elsewhere, program);

    assertThat(without.status()).isEqualTo(503);
    assertThat(status(without, "encoders")).isEqualTo("OUT_OF_SERVICE");
    assertThat(without.json().at("/components/encoders/details/reason").asString())
        .contains("ffmpeg");
    assertThat(alive.status()).isEqualTo(200);
    assertThat(meanwhile).isIn("pending", "processing");
    assertThat(readiness().status()).isEqualTo(200);
    assertThat(reelway.await(job).path("status").asString()).isEqualTo("done");
  }

  private static Answer readiness() throws IOException, InterruptedException {
    return reelway.get("/actuator/health/readiness");
  }

  private static Answer await(Predicate<Answer> wanted) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    Answer answer = readiness();
    while (!wanted.test(answer) && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = readiness();
    }
    return answer;
  }

  private static String status(Answer answer, String part) {
    return answer.json().at("/components/" + part + "/status").asString();
  }

  private static Path unpacked(String program) throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("ffmpeg"))) {
      return files
          .filter(file -> file.endsWith(program))
          .filter(Files::isRegularFile)
          .findAny()
          .orElseThrow();
    }
  }
}
