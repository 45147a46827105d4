package io.reelway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.cli.CommandHelp;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/sdk.md, docs/cli.md and docs/tutorial.md. */
class DocumentsTest {
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
  void everyJavaExampleIsOneThatRuns() throws IOException {
    List<String> written = new ArrayList<>();
    Document.read("sdk.md").in("java").forEach(it -> written.add(it.text()));
    Document.read("tutorial.md").in("java").forEach(it -> written.add(it.text()));
    assertThat(written).isNotEmpty();
    assertThat(Document.marked(SOURCE)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void theJavaExamplesDoWhatTheySay() throws IOException {
    ReelwayClient client = SdkExamples.client(server.url(""), "");
    SdkExamples examples = new SdkExamples(client);
    Path photo = photo();
    assertThat(examples.first(photo, folder).strategy()).isEqualTo("image-webp");
    assertThat(folder.resolve("photo.webp")).isNotEmptyFile();
    assertThat(examples.progress(photo).state().status()).isEqualTo("done");
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
  }

  @Test
  void theTutorialRunsFromTopToBottom() throws IOException, InterruptedException {
    photo();
    String output = runAll(Document.read("tutorial.md"));
    assertThat(folder.resolve("photo.webp")).as(output).isNotEmptyFile();
    assertThat(folder.resolve("small").toFile().list()).as(output).hasSize(100);
    assertThat(folder.resolve("optimized/photo.webp")).as(output).isNotEmptyFile();
    assertThat(output).contains("100 of 100 done");
  }

  @Test
  void theCommandLineIsDescribedAsItIs() throws IOException {
    assertThat(Document.read("cli.md").in("text").get(0).text()).isEqualTo(CommandHelp.optimize());
  }

  /** One shell for all, in which {@code java} runs the classes of this build. */
  private String runAll(Document document) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("set -eu\n");
    document.in("sh").stream().filter(it -> !it.isNotRun()).forEach(it -> script.append(it.text()));
    assertThat(script.toString()).contains("optimize");
    Path log = folder.resolve("shell.log");
    ProcessBuilder shell =
        new ProcessBuilder(
            "bash",
            "-c",
            script.toString().replace("http://localhost:8080", server.url("").toString()));
    shell.environment().put("PATH", shims() + File.pathSeparator + System.getenv("PATH"));
    shell.environment().put("XDG_CACHE_HOME", cache().toString());
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

  /** The encoder that other tests have unpacked need not be unpacked once more. */
  private Path cache() throws IOException {
    Path cache = folder.resolve("cache");
    Files.createDirectories(cache.resolve("reelway"));
    Path unpacked = Files.createDirectories(Path.of("target", "ffmpeg").toAbsolutePath());
    Files.createSymbolicLink(cache.resolve("reelway/ffmpeg"), unpacked);
    return cache;
  }
}
