package io.reelway.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.corpus.Tools;
import io.reelway.failure.StageException;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.strategy.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An output that must have no picture, e.g. sound alone. */
class OutputWithoutPictureTest {
  private static final List<String> TONE = List.of("-f", "lavfi", "-i", "sine=d=3");
  private static final List<String> BARS = List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:d=3");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soundAlonePassesAndHasNoSizeInPixels(boolean copied) throws Exception {
    Measured measured = check(encode(TONE), copied, Duration.ofSeconds(3));

    assertThat(measured.width()).isNull();
    assertThat(measured.height()).isNull();
    assertThat(Objects.requireNonNull(measured.duration())).hasSeconds(3);
    assertThat(measured.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPictureThatThePlanDoesNotHaveIsRefused(boolean copied) throws Exception {
    List<String> both = new ArrayList<>(BARS);
    both.addAll(TONE);
    Path output = encode(both);

    assertThatThrownBy(() -> check(output, copied, Duration.ofSeconds(3)))
        .isInstanceOf(StageException.class)
        .rootCause()
        .hasMessage("The output was refused: unexpected picture");
  }

  @Test
  void missingSoundIsRefused() throws Exception {
    Path output = encode(BARS);

    assertThatThrownBy(() -> check(output, false, Duration.ofSeconds(3)))
        .rootCause()
        .hasMessage("The output was refused: sound missing");
  }

  @Test
  void soundThatEndsEarlyIsReported() throws Exception {
    assertThat(check(encode(TONE), false, Duration.ofSeconds(60)).warnings())
        .containsExactly(
            "The file ends early: of 60.0 seconds that it announces, 3.0 could be read.");
  }

  private Path encode(List<String> inputs) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(inputs);
    words.addAll(List.of("-c:v", "libx264", "-c:a", "aac"));
    return Tools.make(folder, "output.mp4", words);
  }

  private Measured check(Path output, boolean copied, Duration announced)
      throws IOException, InterruptedException {
    Attempt attempt =
        new Attempt(
            new StrategyId("audio-mp4-aac"),
            MediaType.MP4,
            EncoderSettings.NONE,
            new Expectation(null, true, announced, copied, SizeRule.SMALLER),
            Duration.ofMinutes(1),
            Workload.LIGHT);
    Samples none = new Samples(folder.resolve(Samples.NAME), 1, 0, true);
    return new OutputCheck(Tools.ffmpeg(), 1)
        .measure(folder, output, attempt, 0, none, progress -> {});
  }
}
