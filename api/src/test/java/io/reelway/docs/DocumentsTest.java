package io.reelway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reelway.api.RunningReelway;
import io.reelway.cli.CommandHelp;
import io.reelway.corpus.Corpus;
import io.reelway.docs.Document.Example;
import io.reelway.sdk.Job;
import io.reelway.sdk.ReelwayClient;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the examples of README.md, docs/sdk.md, docs/cli.md and docs/tutorial.md. */
class DocumentsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SOURCE = Path.of("api/src/test/java/io/reelway/docs/SdkExamples.java");

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init") // started before the first test
  private static RunningReelway server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = RunningReelway.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Path photo() throws IOException {
    return Files.copy(
        RunningReelway.media("image/exif-orientation-1.jpg"), folder.resolve("photo.jpg"));
  }

  @Test
  void everyJavaExampleIsTakenFromARunnableSource() throws IOException {
    List<String> written = new ArrayList<>();
    Document.read("docs/sdk.md").in("java").forEach(it -> written.add(it.text()));
    Document.read("docs/tutorial.md").in("java").forEach(it -> written.add(it.text()));
    assertThat(written).isNotEmpty();
    assertThat(Document.marked(SOURCE)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void theJavaExamplesWork() throws IOException {
    ReelwayClient client = SdkExamples.client(server.url(""), "");
    SdkExamples examples = new SdkExamples(client);
    Path photo = photo();
    assertThat(examples.first(photo, folder).strategy()).isEqualTo("image-webp");
    assertThat(folder.resolve("photo.webp")).isNotEmptyFile();
    assertThat(examples.progress(photo).state().status()).isEqualTo("done");
    Path clip = RunningReelway.media("video/h264-540p30-5s-flower.mp4");
    assertThat(examples.options(clip, folder).file().orElseThrow().width()).hasValue(160);
    assertThat(folder.resolve("poster.webp")).isNotEmptyFile();
    Job streamed =
        client.waitForJob(
            examples.stream(Files.readAllBytes(photo)).id(), java.time.Duration.ofMinutes(1));
    assertThat(streamed.filename()).isEqualTo("from-a-database.jpg");
    assertThat(examples.failure(folder.resolve("missing.jpg"))).isEqualTo("local-file");
    Path batch = Files.createDirectories(folder.resolve("batch"));
    for (int i = 0; i < 5; i++) {
      Files.copy(photo, batch.resolve("photo-" + i + ".jpg"));
    }
    assertThat(examples.optimizeAll(batch, folder.resolve("out")))
        .hasSize(5)
        .allSatisfy(output -> assertThat(output).isNotEmptyFile());
    assertThat(examples.list()).isPositive();
  }

  @Test
  void theFirstJobOfTheReadmeEndsAsShown() throws IOException, InterruptedException {
    Files.copy(RunningReelway.media("video/h264-540p30-5s-flower.mp4"), folder.resolve("clip.mp4"));
    Files.copy(photo(), Files.createDirectories(folder.resolve("photos")).resolve("photo.jpg"));
    Document readme = Document.read("README.md");
    List<Example> answers = readme.in("json");
    JsonNode shown = JSON.readTree(answers.get(1).text());
    String shownId = shown.get("jobId").asString();
    List<String> steps = readme.in("sh").stream().map(Example::text).toList();

    JsonNode accepted = JSON.readTree(run("exec 2>/dev/null\n" + steps.getFirst()));
    String id = accepted.get("jobId").asString();
    JsonNode polled = server.await(id);
    String output = run(String.join("", steps.subList(1, steps.size())).replace(shownId, id));

    assertThat(accepted.propertyNames())
        .containsExactlyElementsOf(JSON.readTree(answers.get(0).text()).propertyNames());
    assertThat(polled.propertyNames()).containsAll(shown.propertyNames());
    assertThat(polled.get("result").propertyNames())
        .containsAll(shown.get("result").propertyNames());
    if (Corpus.isLarge()) {
      // The clip of the README; a clone alone has a made one with other figures.
      assertHasFigures(polled, shown);
    }
    assertThat(folder.resolve("clip.webm")).as(output).isNotEmptyFile();
    assertThat(folder.resolve("photo.webp")).as(output).isNotEmptyFile();
    assertThat(folder.resolve("optimized/photo.webp")).as(output).isNotEmptyFile();
  }

  private static void assertHasFigures(JsonNode polled, JsonNode shown) {
    assertThat(polled.get("inputBytes")).isEqualTo(shown.get("inputBytes"));
    for (String same : List.of("strategy", "contentType", "inputDurationSec", "outputWidth")) {
      assertThat(polled.get("result").get(same)).isEqualTo(shown.get("result").get(same));
    }
    assertThat(polled.get("result").get("savedPercent").asDouble())
        .isCloseTo(shown.get("result").get("savedPercent").asDouble(), offset(5.0));
  }

  @Test
  void theTutorialRunsFromTopToBottom() throws IOException, InterruptedException {
    photo();
    String output = runAll(Document.read("docs/tutorial.md"));
    assertThat(folder.resolve("photo.webp")).as(output).isNotEmptyFile();
    assertThat(folder.resolve("small").toFile().list((out, name) -> name.endsWith(".webp")))
        .as(output)
        .hasSize(100);
    assertThat(folder.resolve("optimized/photo.webp")).as(output).isNotEmptyFile();
    assertThat(output).contains("100 of 100 done");
  }

  @Test
  void theDocumentedHelpMatchesTheCommandLine() throws IOException {
    assertThat(Document.read("docs/cli.md").in("text").get(0).text())
        .isEqualTo(CommandHelp.optimize());
  }

  @Test
  void theCommandLineWorksInAScript() throws IOException, InterruptedException {
    Files.copy(photo(), Files.createDirectories(folder.resolve("uploads")).resolve("photo.jpg"));

    String output = runAll(Document.read("docs/cli.md"));

    assertThat(output).contains("all done");
    assertThat(folder.resolve("public/photo.webp")).as(output).isNotEmptyFile();
  }

  private String runAll(Document document) throws IOException, InterruptedException {
    String script =
        document.in("sh").stream()
            .filter(it -> !it.isNotRun())
            .map(Example::text)
            .collect(Collectors.joining());
    assertThat(script).contains("optimize");
    return run(script);
  }

  /** Runs all examples in one shell, in which {@code java} starts the classes of this build. */
  private String run(String script) throws IOException, InterruptedException {
    Path log = folder.resolve("shell.log");
    ProcessBuilder shell =
        new ProcessBuilder(
            "bash",
            "-c",
            "set -eu\n" + script.replace("http://localhost:8080", server.url("").toString()));
    shell.environment().put("PATH", shims() + File.pathSeparator + System.getenv("PATH"));
    shell.environment().put("XDG_CACHE_HOME", cache().toString());
    shell.environment().put("CURL_HOME", strictCurl().toString());
    Process running =
        shell
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = running.waitFor(10, TimeUnit.MINUTES);
    running.destroyForcibly();
    String output = Files.readString(log);
    assertThat(ended).as(output).isTrue();
    assertThat(running.exitValue()).as(output).isZero();
    return output;
  }

  private Path shims() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        shift 2 # -jar and its name
        exec '%s' -cp '%s' io.reelway.cli.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")),
        StandardCharsets.UTF_8);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return bin;
  }

  /** A {@code curl} that ends the shell on every error answer of the server. */
  private Path strictCurl() throws IOException {
    Files.writeString(folder.resolve(".curlrc"), "fail-with-body\n");
    return folder;
  }

  /** Reuses the encoder that other tests have unpacked. */
  private Path cache() throws IOException {
    Path cache = folder.resolve("cache");
    Files.createDirectories(cache.resolve("reelway"));
    Path unpacked = Files.createDirectories(Path.of("target", "ffmpeg").toAbsolutePath());
    Path link = cache.resolve("reelway/ffmpeg");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, unpacked);
    }
    return cache;
  }
}
