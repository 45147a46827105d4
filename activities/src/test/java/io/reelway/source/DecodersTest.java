package io.reelway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the list of allowed decoders with those of the bundled ffmpeg. */
class DecodersTest {
  /** A decodable codec whose decoder has another name. */
  private static final Pattern CODEC =
      Pattern.compile("^ D.[VA]... (\\S+) .*\\(decoders: ([^)]*)\\)");

  /** ffprobe reports codec names, but the allow list has decoder names: DTS is read by "dca". */
  @Test
  void acceptsTheCodecsOfAllAllowedDecoders(@TempDir Path folder) throws Exception {
    Ffmpeg ffmpeg = Tools.ffmpeg();
    List<String> codecs = new ArrayList<>();
    try (ToolRun run = ffmpeg.in(folder, Duration.ofSeconds(20))) {
      run.pipe(
          ffmpeg.command(List.of("-hide_banner", "-codecs")),
          printed ->
              new BufferedReader(new InputStreamReader(printed, StandardCharsets.US_ASCII))
                  .lines()
                  .map(CODEC::matcher)
                  .filter(Matcher::find)
                  .filter(line ->
                      List.of(line.group(2).split(" ")).stream().anyMatch(Container.MP4::reads))
                  .forEach(line -> codecs.add(line.group(1))));
    }

    assertThat(codecs)
        .contains("dts", "amr_nb", "msmpeg4v3", "flv1")
        .allMatch(Container.MP4::reads);
  }
}
