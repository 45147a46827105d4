package io.reelway.api.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelway.api.problem.RequestException;
import io.reelway.plan.Presets;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request and a preset with options make together. */
class AskedOptionsTest {
  private static final String POSTER = "{'outputs': [{'name': 'a', 'type': 'image'}]}";

  private static final String CANONICAL_WIDTH = "{\"width\":9}";

  @Test
  void aRequestWithoutOptionsMakesThoseOfItsPreset() {
    assertThat(read("{}").over(preset(POSTER))).isEqualTo(read(POSTER).options());
  }

  @Test
  void aRequestWithAnEmptyListOfOutputsMakesNone() {
    assertThat(read("{'outputs': []}").over(preset(POSTER))).isEqualTo(JobOptions.NONE);
  }

  @ParameterizedTest(name = "{1} with {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'format': 'mp4'}      | {'videoCodec': 'vp9'}  | /options/videoCodec | does not go into mp4
          {'audio': 'none'}      | {'audioCodec': 'aac'}  | /options/audioCodec | there is no sound
          {'format': 'mp3'}      | {'width': 9}           | /options/width      | has no picture
          {'audioCodec': 'aac'}  | {'videoCodec': 'vp9'}  | /options/audioCodec | No format holds
          """)
  void whatDoesNotGoWithThePresetIsRefusedAndThePresetIsNamed(
      String preset, String request, String pointer, String sentence) {
    RequestException refused =
        catchThrowableOfType(RequestException.class, () -> read(request).over(preset(preset)));

    assertThat(refused.pointer()).isEqualTo(pointer);
    assertThat(refused).hasMessageContaining(sentence).hasMessageContaining("The preset web has");
  }

  /** It makes another job under a preset with outputs. */
  @Test
  void anEmptyListOfOutputsIsAnotherRequest() {
    assertThat(canonical("{'outputs': []}")).isNotEqualTo(canonical("{}"));
    assertThat(canonical("{'outputs': [], 'width': 9}")).isNotEqualTo(canonical("{'width': 9}"));
    assertThat(canonical("{'outputs': [], 'width': 9}"))
        .isEqualTo(canonical("{'width': 9, 'outputs': []}"));
  }

  /** A client may repeat a request after an update of the server. */
  @Test
  void theFormOfRequestsWithoutAnEmptyListStaysAsItWas() {
    assertThat(canonical("{}")).isEmpty();
    assertThat(canonical("{'width': 9}")).isEqualTo(CANONICAL_WIDTH);
  }

  private static String canonical(String options) {
    return new String(read(options).canonical(), UTF_8);
  }

  private static Preset preset(String options) {
    return Presets.WEB.with(read(options).options());
  }

  private static AskedOptions read(String options) {
    return OptionsReader.read(options.replace('\'', '"'));
  }
}
