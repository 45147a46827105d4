package io.reelway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture.Shape;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What an attempt says of its output, and how it travels with the plan. */
class AttemptWireTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** What a strategy for sound, or for a playlist, says of its output. */
  private static final Attempt SOUND =
      new Attempt(
          new StrategyId("audio-m4a-aac"),
          new MediaType("audio/mp4"),
          new EncoderSettings(null, null, new EncoderSettings.Audio(96)),
          new Expectation(null, true, Duration.ofMinutes(3), false, SizeRule.SMALLER),
          Duration.ofMinutes(10),
          Workload.LIGHT);

  @Test
  void anOutputWithoutAPictureSurvivesARoundTrip() {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(SOUND), Attempt.class)).isEqualTo(SOUND);
  }

  @Test
  void membersOfALaterBuildAreIgnored() {
    String json =
        MAPPER
            .writeValueAsString(SOUND)
            .replace("\"audio\":{", "\"subtitles\":{},\"audio\":{\"channels\":2,")
            .replace("\"picture\":", "\"chapters\":true,\"picture\":");

    assertThat(MAPPER.readValue(json, Attempt.class)).isEqualTo(SOUND);
  }

  @Test
  void theLengthOfTheSegmentsSurvivesARoundTrip() {
    Attempt divided = SOUND.inSegments(Duration.ofSeconds(10));

    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(divided), Attempt.class))
        .isEqualTo(divided);
  }

  /** Plans of earlier builds have no effort, and the usual one must not change them. */
  @Test
  void theUsualEffortIsNotWritten() {
    EncoderSettings usual = SOUND.settings().with(Effort.BALANCED);

    assertThat(usual).isEqualTo(SOUND.settings());
    assertThat(usual.chosenEffort()).isEqualTo(Effort.BALANCED);
    assertThat(MAPPER.writeValueAsString(usual)).doesNotContain("effort");
  }

  @Test
  void anotherEffortSurvivesARoundTrip() {
    EncoderSettings fast = SOUND.settings().with(Effort.FAST);

    EncoderSettings read = MAPPER.readValue(MAPPER.writeValueAsString(fast), EncoderSettings.class);

    assertThat(read).isEqualTo(fast);
    assertThat(read.chosenEffort()).isEqualTo(Effort.FAST);
  }

  /** Histories of earlier builds know no segments. */
  @Test
  void anAttemptOfABuildWithoutSegmentsIsEncodedWhole() {
    String json = MAPPER.writeValueAsString(SOUND);
    String earlier = json.replace(",\"segmentLength\":null", "");

    assertThat(earlier).isNotEqualTo(json);
    assertThat(MAPPER.readValue(earlier, Attempt.class)).isEqualTo(SOUND);
  }

  @Test
  void anOutputWithoutAPictureHasNoSize() {
    assertThat(SOUND.expectation().ofImage()).isFalse();
    assertThat(SOUND.expectation().shows(Shape.VIDEO)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(SOUND::picture)
        .withMessage("The output of audio-m4a-aac has no picture");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0.5", "1, 0, 0.5", "1, 1, -0.1", "1, 1, 1.1", "1, 1, NaN"})
  void aPictureHasASizeAndASimilarityOfAtMostOne(int width, int height, double similarity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExpectedPicture(Shape.STILL, width, height, false, similarity));
  }
}
