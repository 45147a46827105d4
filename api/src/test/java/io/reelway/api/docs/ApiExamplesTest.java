package io.reelway.api.docs;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.RunningReelway;
import io.reelway.ffmpeg.FfmpegBinaries;
import io.reelway.ffmpeg.FfmpegSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell sessions of docs/api.md and docs/options.md work as written. */
class ApiExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  @TempDir private Path data;
  @TempDir private Path folder;

  @Test
  void everyShellExampleOfTheApiWorks() throws Exception {
    Files.copy(media("video/h264-540p30-5s-flower.mp4"), folder.resolve("clip.mp4"));

    assertThat(run("api.md"))
        .contains("/download", "/events", "?wait=30", "/cancel", "DELETE", "options=");
    assertThat(folder.resolve("clip.webm")).isNotEmptyFile();
  }

  @Test
  void everyShellExampleOfTheOptionsWorks() throws Exception {
    Files.copy(media("video/h264-540p30-5s-flower.mp4"), folder.resolve("clip.mp4"));
    Files.copy(media("image/exif-orientation-1.jpg"), folder.resolve("photo.jpg"));

    assertThat(run("options.md")).contains("effectiveOptions", "outputs", "pointer");
    assertThat(ImageIO.read(folder.resolve("poster.jpg").toFile()).getWidth()).isEqualTo(160);
  }

  /** A folder with the {@code ffmpeg} of the server. */
  private String programs(FfmpegSettings settings) throws IOException {
    FfmpegBinaries binaries = FfmpegBinaries.locate(settings);
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    binaries
        .environment()
        .forEach((name, value) -> script.append("export %s='%s'\n".formatted(name, value)));
    script.append("exec '%s' \"$@\"\n".formatted(binaries.ffmpeg().toAbsolutePath()));
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("ffmpeg");
    Files.writeString(program, script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return folder.resolve("bin").toString();
  }

  /** Runs the session of a document, and returns its commands. */
  private String run(String name) throws Exception {
    Path document = Path.of(System.getProperty("reelway.root"), "docs", name);
    String session =
        BLOCK
            .matcher(Files.readString(document))
            .results()
            .map((MatchResult block) -> block.group(1))
            .collect(Collectors.joining("echo\n"));
    Path output = folder.resolve("output.txt");
    try (RunningReelway reelway = RunningReelway.start(data)) {
      ProcessBuilder shell =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", session)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      shell.environment().put("REELWAY", "http://localhost:" + reelway.port());
      String programs = programs(reelway.bean(ReelwaySettings.class).ffmpeg());
      shell.environment().merge("PATH", programs, (own, first) -> first + File.pathSeparator + own);
      Process process = shell.start();
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
    return session;
  }
}
