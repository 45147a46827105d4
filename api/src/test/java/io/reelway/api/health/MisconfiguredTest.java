package io.reelway.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.outside.S3Process;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages that operators get for unusable settings. */
class MisconfiguredTest {
  @TempDir private Path work;

  @Test
  void doesNotStartWithAnFfmpegThatLacksAnEncoder() throws Exception {
    Path folder = Files.createDirectories(work.resolve("poor"));
    for (String name : List.of("ffmpeg", "ffprobe")) {
      Path program =
          Files.writeString(folder.resolve(name), "#!/bin/sh\necho ' V..... libx264 H'\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    assertThatThrownBy(
            () -> RunningReelway.start(work.resolve("data"), "reelway.ffmpeg.path=" + folder))
        .rootCause()
        .hasMessageContaining("lacks the encoders")
        .hasMessageContaining("libvpx-vp9")
        .hasMessageContaining("leave reelway.ffmpeg.path empty");
  }

  @ParameterizedTest
  @CsvSource({"length,  1s,  write 2s or more", "minimum, -1s, write a duration"})
  void doesNotStartWithAnUnusableLengthOfSegments(String name, String value, String advice) {
    String setting = "reelway.segments." + name;

    assertThatThrownBy(() -> RunningReelway.start(work, setting + "=" + value))
        .rootCause()
        .hasMessageStartingWith(setting + " is ")
        .hasMessageContaining(advice);
  }

  @Test
  void reportsABucketThatDoesNotExist() throws Exception {
    try (S3Process s3 = S3Process.start(work);
        RunningReelway without = RunningReelway.start(work.resolve("data"), missing(s3))) {
      Answer readiness = without.get("/actuator/health/readiness");

      assertThat(readiness.status()).isEqualTo(503);
      assertThat(readiness.json().at("/components/store/details/reason").asString())
          .isEqualTo("There is no such bucket.");
    }
  }

  private static String[] missing(S3Process s3) {
    return Stream.concat(s3.properties().stream(), Stream.of("reelway.store.s3.bucket=missing"))
        .toArray(String[]::new);
  }
}
