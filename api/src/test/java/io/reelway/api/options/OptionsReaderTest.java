package io.reelway.api.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Effort;
import io.reelway.plan.QualityMetric;
import io.reelway.plan.QualityTarget;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.Fit;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of contract section 9: what is read, and what is refused at which member. */
class OptionsReaderTest {
  @Test
  void readsEveryMember() {
    AskedOptions asked =
        OptionsReader.read(
            """
            {"format": ["mp4", "webm"], "videoCodec": "av1", "audioCodec": "opus", "audio": "keep",
             "width": 1280, "height": 720, "fit": "cover", "maxFrameRate": 29.97,
             "start": 3.2, "duration": 15, "quality": 75, "maxBytes": 10000000, "effort": "thorough",
             "metadata": {"album": "summer"}, "externalId": "42",
             "outputs": [
               {"name": "poster", "type": "image", "at": 2.5, "width": 320, "format": "webp"},
               {"name": "sound", "type": "audio", "format": "m4a", "start": 1},
               {"name": "small", "type": "video", "audio": "none", "height": 360}]}
            """);

    assertThat(asked.externalId()).isEqualTo("42");
    assertThat(asked.metadata()).isEqualTo(Map.of("album", "summer"));
    assertThat(asked.options().outputs())
        .extracting(OutputRequest::name, OutputRequest::type, OutputRequest::at)
        .containsExactly(
            tuple("poster", "image", 2.5),
            tuple("sound", "audio", null),
            tuple("small", "video", null));
    assertThat(asked.options())
        .isEqualTo(
            new JobOptions(
                List.of("mp4", "webm"),
                "av1",
                "opus",
                AudioChoice.KEEP,
                1280,
                720,
                Fit.COVER,
                29.97,
                3.2,
                15.0,
                75,
                null,
                10_000_000L,
                Effort.THOROUGH,
                asked.options().outputs()));
  }

  @Test
  void nothingIsAskedByAnEmptyFieldOrObject() {
    assertThat(OptionsReader.read("")).isEqualTo(AskedOptions.NONE);
    assertThat(OptionsReader.read("{}")).isEqualTo(AskedOptions.NONE);
  }

  @Test
  void aFormatForSoundMeansSoundAlone() {
    assertThat(OptionsReader.read("{\"format\":\"mp3\"}").options().audio())
        .isEqualTo(AudioChoice.ONLY);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/options/accepted.csv", delimiter = '|', quoteCharacter = '"')
  void acceptsTheEndsOfEveryRangeAndEveryPossiblePair(String options) {
    assertThat(read(options)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'width': 1, 'width': 2}                          | /options/width         | twice
          {'width': 1                                       | /options               | not valid JSON
          {'width': 1} x                                    | /options               | not valid JSON
          """)
  void refusesWhatIsNoProperJson(String options, String pointer, String sentence) {
    assertRefused(options, pointer, sentence);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/options/refused.csv", delimiter = '|', quoteCharacter = '"')
  void refusesEachMemberWithItsPointer(String options, String pointer, String sentence) {
    assertRefused(options, pointer, sentence);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/options/refused-outputs.csv", delimiter = '|', quoteCharacter = '"')
  void refusesEachMemberOfAnOutputWithItsPointer(String outputs, String pointer, String sentence) {
    String below = pointer == null ? "" : pointer;

    assertRefused(
        "{'outputs': " + outputs + "}",
        "/options/outputs" + below,
        below.isEmpty()
            ? "a list of objects with a name and a type, e.g. [{\"name\": \"poster\","
            : sentence);
  }

  /** A schema cannot compare two numbers. */
  @Test
  void theLeastQualityIsNotAboveTheTarget() {
    assertRefused(
        "{'quality': {'metric': 'xpsnr', 'target': 40, 'min': 40.5}}",
        "/options/quality/min",
        "min is 40.5; write at most 40, the target.");
  }

  @Test
  void aQualityTargetIsNoNumber() {
    JobOptions asked =
        read("{'quality': {'metric': 'ssim', 'target': 0.98, 'min': 0.96}}").options();

    assertThat(asked.quality()).isNull();
    assertThat(asked.qualityTarget()).isEqualTo(new QualityTarget(QualityMetric.SSIM, 0.98, 0.96));
  }

  @Test
  void refusesMoreThanSixteenOutputs() {
    String all =
        IntStream.range(0, 17)
            .mapToObj(i -> "{'name': 'o" + i + "', 'type': 'audio'}")
            .collect(Collectors.joining(","));

    assertRefused("{'outputs': [" + all + "]}", "/options/outputs", "at most 16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5 s", "00:01", "16/9", "50%", "1,5", "#fff", "30000/1001", "größer", "２秒"})
  void repeatsAShortValue(String value) {
    assertThat(refusal("{'start': '" + value + "'}").getMessage())
        .isEqualTo("The member start is \"" + value + "\"; write seconds from 0 to 604800.");
  }

  /** Markup, escapes of a terminal, invisible and reordering characters, and what may be secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "a&b",
        "a`b`",
        "\\\"a",
        "a\\nb",
        "\\u001b[2J",
        "a\\u202eb",
        "a\\u200bb",
        "https://example.org/?token=s3cret",
        "an-access-key-or-a-password-of-42-letters-"
      })
  void doesNotRepeatALongOrUnusualValue(String value) {
    assertThat(refusal("{'start': '" + value + "'}").getMessage())
        .isEqualTo("The member start is not valid; write seconds from 0 to 604800.");
  }

  @Test
  void doesNotRepeatALongName() {
    assertThat(refusal("{'" + "x".repeat(1000) + "': 1}").getMessage()).hasSizeLessThan(300);
  }

  private static void assertRefused(String options, String pointer, String sentence) {
    RequestException refusal = refusal(options);

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    assertThat(refusal.pointer()).isEqualTo(pointer);
    assertThat(refusal.getMessage()).contains(sentence).matches("([A-Z]|externalId).*\\.");
  }

  private static RequestException refusal(String options) {
    return catchThrowableOfType(RequestException.class, () -> read(options));
  }

  private static AskedOptions read(String options) {
    return OptionsReader.read(options.replace('\'', '"'));
  }
}
