package io.reelway.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.plan.StrategyId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a preset inside a job. */
class PresetWireTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Test
  void aStrategyOfAnotherBuildSurvivesARoundTrip() {
    String json =
        """
        {"name":"tiny","maxWidth":320,"imageQuality":50,"videoCrf":40,"videoBitrateKbps":300,\
        "audioBitrateKbps":32,"imageStrategies":[],"videoStrategies":["video-mp4-vp9"]}\
        """;

    Preset read = MAPPER.readValue(json, Preset.class);

    assertThat(read.videoStrategies()).containsExactly(new StrategyId("video-mp4-vp9"));
    assertThat(MAPPER.readTree(MAPPER.writeValueAsString(read))).isEqualTo(MAPPER.readTree(json));
  }

  @Test
  void aMemberOfALaterBuildIsIgnored() {
    Preset preset =
        new Preset("tiny", 320, 50, 40, 300, 32, ids("image-webp"), ids("video-mp4-h264"));
    String json = MAPPER.writeValueAsString(preset).replaceFirst("\\{", "{\"fit\":\"cover\",");

    assertThat(MAPPER.readValue(json, Preset.class)).isEqualTo(preset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Image-webp", "image_webp", "image--webp", "-webp", "webp-", "a b"})
  void aStrategyNameConsistsOfLowerCaseWordsWithDashes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StrategyId(name))
        .withMessageContaining('"' + name + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Web", "low bandwidth", "a_b", "abcdefghijabcdefghijabcdefghijabc"})
  void aPresetNameConsistsOfLettersDigitsAndDashes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Preset(name, 320, 50, 40, 300, 32, ids("image-webp"), ids("video-mp4-h264")))
        .withMessageContaining('"' + name + '"');
  }

  private static List<StrategyId> ids(String name) {
    return List.of(new StrategyId(name));
  }
}
