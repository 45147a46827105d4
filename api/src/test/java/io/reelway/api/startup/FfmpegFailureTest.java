package io.reelway.api.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelway.ffmpeg.FfmpegBinaries;
import io.reelway.ffmpeg.FfmpegSettings;
import io.reelway.ffmpeg.FfmpegUnavailableException;
import io.reelway.ffmpeg.Sandbox;
import io.reelway.media.ByteSize;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class FfmpegFailureTest {
  @TempDir Path folder;

  @Test
  void aStartWithoutFfmpegEndsWithASentenceInsteadOfAStackTrace() {
    FfmpegSettings settings =
        new FfmpegSettings(
            folder, folder, 10, ByteSize.valueOf("1 GiB"), ByteSize.valueOf("1 GiB"), Sandbox.AUTO);
    Throwable missing =
        catchThrowableOfType(
            FfmpegUnavailableException.class, () -> FfmpegBinaries.locate(settings));
    FailureAnalysis analysis =
        Objects.requireNonNull(
            new FfmpegFailure().analyze(new IllegalStateException("no bean", missing)));
    assertThat(analysis.getAction())
        .startsWith("reelway.ffmpeg.path is " + folder)
        .contains("it must be a folder with the programs ffmpeg and ffprobe.")
        .contains("docs/operations.md");
  }

  @Test
  void springBootFindsTheAnalyzer() throws Exception {
    Properties factories =
        PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/spring.factories"));
    assertThat(factories.getProperty(FailureAnalyzer.class.getName()))
        .contains(FfmpegFailure.class.getName());
  }
}
