package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the command against a server that requires a key. */
class OptimizeCommandTest {
  private static final String KEY = "a-key-for-the-tests";

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init") // started before the first test
  private static RunningReelway server;

  @TempDir Path folder;
  private Path in = Path.of("");
  private Path out = Path.of("");
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeAll
  static void start() {
    server = RunningReelway.start(data, "reelway.keys=tests:" + KEY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectories(folder.resolve("in"));
    out = folder.resolve("out");
  }

  private int run(String... words) {
    return new CommandLine(new ReelwayCommand())
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(words);
  }

  private int optimize(Path what, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "optimize",
                    what.toString(),
                    "--server",
                    server.url("").toString(),
                    "--key",
                    KEY,
                    "--out",
                    out.toString(),
                    "--plain"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path copy(String media, String name) throws IOException {
    Path target = in.resolve(name);
    Files.createDirectories(target.getParent());
    return Files.copy(RunningReelway.media(media), target);
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void optimizesAFolderAndReportsTheResults() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    copy("image/exif-orientation-6.jpg", "sub/\"ü\" 100%.jpg");
    byte[] source = Files.readAllBytes(in.resolve("photo.jpg"));
    assertThat(optimize(in, "--preset", "mobile")).as(output + "" + errors).isZero();
    assertThat(filesIn(out)).containsExactly(".reelway-done", "photo.webp", "sub/\"ü\" 100%.webp");
    assertThat(in.resolve("photo.jpg")).hasBinaryContent(source);
    assertThat(output.toString())
        .contains("[1/2] ", "[2/2] ", "FILE ", "image-webp", "total ", "2 of 2 done");
  }

  @Test
  void flagsReplaceTheOptionsOfTheFile() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    Path file =
        Files.writeString(
            folder.resolve("options.json"),
            "{\"width\": 90, \"format\": \"webp\","
                + " \"outputs\": [{\"name\": \"tiny\", \"type\": \"image\", \"format\": \"jpeg\","
                + " \"width\": 20}]}");

    int code = optimize(photo, "--options", file.toString(), "--format", "jpeg", "--quality", "60");

    assertThat(code).as(output + "" + errors).isZero();
    assertThat(filesIn(out)).containsExactly(".reelway-done", "photo.jpg", "photo.tiny.jpg");
    assertThat(ImageIO.read(out.resolve("photo.jpg").toFile()).getWidth()).isEqualTo(90);
    assertThat(ImageIO.read(out.resolve("photo.tiny.jpg").toFile()).getWidth()).isEqualTo(20);
  }

  @Test
  void outputsInTheFolderOfTheSourcesReplaceNoSource() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    Path optimized = copy("image/exif-orientation-6.jpg", "photo-optimized.jpg");
    Path tiny = copy("image/exif-orientation-6.jpg", "photo-optimized-2.tiny.jpg");
    byte[] source = Files.readAllBytes(tiny);
    Path file =
        Files.writeString(
            folder.resolve("options.json"),
            "{\"width\": 90, \"format\": \"jpeg\", \"outputs\":"
                + " [{\"name\": \"tiny\", \"type\": \"image\", \"format\": \"jpeg\"}]}");
    out = Files.createSymbolicLink(folder.resolve("link"), in);
    String[] more = {optimized.toString(), tiny.toString(), "--options", file.toString()};

    int code = optimize(photo, more);
    List<String> names = filesIn(in);
    int rerun =
        optimize(photo, Stream.concat(Stream.of("-a"), Stream.of(more)).toArray(String[]::new));

    assertThat(code).as(output + "" + errors).isZero();
    assertThat(rerun).as(output + "" + errors).isZero();
    assertThat(optimized).hasBinaryContent(source);
    assertThat(tiny).hasBinaryContent(source);
    assertThat(names)
        .hasSize(3 + 6 + 1)
        .contains("photo-optimized-2.jpg", "photo-optimized-2.tiny-optimized.jpg");
    assertThat(filesIn(in)).isEqualTo(names);
  }

  @Test
  void aQualityCanBeAScoreToReach() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");

    int code = optimize(photo, "--quality", "ssim:0.9:0.85");
    int wrong = optimize(photo, "--quality", "good");

    assertThat(code).as(output + "" + errors).isZero();
    assertThat(wrong).isEqualTo(2);
    assertThat(errors.toString()).contains("--quality is good; write for example 75, xpsnr:40");
  }

  @Test
  void aFileIsDoneAgainWithOtherOptions() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    optimize(photo, "--width", "50");
    optimize(photo, "--width", "50");
    assertThat(output.toString()).contains("Every file is done");

    optimize(photo, "--width", "40");

    assertThat(output.toString()).containsOnlyOnce("Every file is done");
  }

  @Test
  void badOptionsFailWithTheSentenceOfTheServer() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");

    assertThat(optimize(photo, "--fit", "crop")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(output.toString()).contains("write one of contain, cover, fill");
  }

  @Test
  void aFileOfOptionsThatCannotBeReadIsAMistakeOfUsage() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    Path list = Files.writeString(folder.resolve("list.json"), "[]");

    assertThat(optimize(photo, "--options", list.toString())).isEqualTo(2);
    assertThat(optimize(photo, "--options", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("is not a JSON object", "cannot be read");
  }

  @Test
  void aFailedFileDoesNotAffectTheOthers() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    Files.writeString(in.resolve("broken.png"), "no picture at all");
    assertThat(optimize(in)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(filesIn(out)).containsExactly(".reelway-done", "photo.webp");
    assertThat(output.toString())
        .contains(
            "broken.png: failed, unsupported-type",
            "1 of 2 done",
            "broken.png: failed (unsupported-type). The file is text");
  }

  @Test
  void aFailureLeavesTheColumnOfStrategiesEmpty() throws IOException {
    Files.writeString(in.resolve("broken.png"), "no picture at all");
    optimize(in);
    assertThat(output.toString().lines())
        .anyMatch(line -> line.matches("FILE +RESULT +STRATEGY +BEFORE.*"))
        .anyMatch(line -> line.matches("broken.png +failed +- +- +- +- .*"));
  }

  @Test
  void usesHttpForAServerWithoutAScheme() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    String address = server.url("").getAuthority();
    assertThat(
            run(
                "optimize",
                in + "",
                "--server",
                address,
                "--key",
                KEY,
                "--out",
                out + "",
                "--plain"))
        .as(output + "" + errors)
        .isZero();
    assertThat(filesIn(out)).contains("photo.webp");
  }

  @Test
  void namesSkippedFiles() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    Files.writeString(in.resolve("notes.txt"), "x");
    assertThat(optimize(in)).isZero();
    assertThat(output.toString())
        .contains("Skipped notes.txt: its extension is not that of an image or video.");
  }

  @Test
  void aRerunProcessesOnlyNewOrChangedFiles() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    assertThat(optimize(in, "--preset", "web")).isZero();
    copy("image/exif-orientation-6.jpg", "new.jpg");
    output.getBuffer().setLength(0);
    assertThat(optimize(in, "--preset", "web")).isZero();
    assertThat(output.toString())
        .contains(
            "Skipped photo.jpg: an earlier run has finished it", "[1/1] new.jpg", "1 of 1 done");

    Files.setLastModifiedTime(photo, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    output.getBuffer().setLength(0);
    assertThat(optimize(in, "--preset", "web")).isZero();
    assertThat(output.toString()).contains("Skipped new.jpg", "[1/1] photo.jpg");
  }

  @Test
  void aRerunWithoutNewFilesNeedsNoServer() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    assertThat(optimize(in)).isZero();
    assertThat(run("optimize", in + "", "--server", "localhost:1", "--out", out + "")).isZero();
    assertThat(output.toString()).contains("Every file is done; nothing to do.");
  }

  @Test
  void theOptionAgainProcessesFinishedFiles() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    assertThat(optimize(in)).isZero();
    output.getBuffer().setLength(0);
    assertThat(optimize(in, "--again")).isZero();
    assertThat(output.toString()).contains("[1/1] photo.jpg").doesNotContain("Skipped");
  }

  @Test
  void anEmptyFolderIsNotAnError() {
    assertThat(optimize(in)).isZero();
    assertThat(output.toString()).contains("nothing to do");
  }

  @Test
  void reportsMisuseBeforeItStarts() throws IOException {
    Path photo = copy("image/exif-orientation-1.jpg", "photo.jpg");
    assertThat(optimize(folder.resolve("missing.jpg"))).isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize")).isEqualTo(ExitCode.USAGE);
    assertThat(run("optimise", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(optimize(in, "--jobs", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize", photo.toString(), "--server", "ftp://localhost"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize", photo.toString(), "--server", "localhost:1", "--key", "k\u00fc"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize", photo.toString(), "--max-frame-rate", "NaN"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize", in.toString(), "--out", in.toString())).isEqualTo(ExitCode.USAGE);
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    assertThat(run("optimize", in.toString(), "--out", link.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("optimize", in.toString(), "--out", photo + "/out")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString())
        .contains(
            "There is no file or folder",
            "photo.jpg is a file; write a folder.",
            "outputs would become sources",
            "--jobs is 0",
            "write http://host:port",
            "The API key has a character",
            "--max-frame-rate is NaN",
            "--help")
        .doesNotContain("k\u00fc");
  }

  @Test
  void anUnknownPresetIsRefused() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    assertThat(optimize(in, "--preset", "tiny")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("no preset tiny", "low-bandwidth, mobile, web");
    assertThat(out).doesNotExist();
  }

  @Test
  void namesAServerThatRefusesTheKey() throws IOException {
    copy("image/exif-orientation-1.jpg", "photo.jpg");
    String url = server.url("").toString();
    assertThat(run("optimize", in.toString(), "--server", url, "--key", "wrong"))
        .isEqualTo(ExitCode.NO_SERVER);
    assertThat(errors.toString()).contains("no server to use at " + url, "API key");
  }
}
