package io.reelway.api.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
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
             "start": 3.2, "duration": 15, "quality": 75, "maxBytes": 10000000,
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
                10_000_000L,
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
  @ValueSource(
      strings = {
        "{'width': 1280.0}",
        "{'width': 1}",
        "{'height': 16384}",
        "{'width': 10, 'height': 10, 'fit': 'fill'}",
        "{'fit': 'contain'}",
        "{'maxFrameRate': 240}",
        "{'maxFrameRate': 1}",
        "{'start': 0}",
        "{'duration': 0.001}",
        "{'maxBytes': 1}",
        "{'quality': 100}",
        "{'format': ['webp', 'mp4'], 'videoCodec': 'h264', 'audioCodec': 'aac'}",
        "{'format': ['mp4', 'webm'], 'videoCodec': 'av1', 'audioCodec': 'opus'}",
        "{'videoCodec': 'vp9'}",
        "{'audio': 'only'}",
        "{'audio': 'only', 'format': ['m4a', 'mp3', 'ogg']}",
        "{'audio': 'keep', 'format': 'm4a', 'audioCodec': 'aac'}",
        "{'audio': 'none', 'format': 'mp4'}",
        "{'format': 'gif', 'maxFrameRate': 12.5}",
        "{'outputs': []}",
        "{'outputs': [{'name': 'p', 'type': 'image', 'at': 'auto'}]}",
        "{'outputs': [{'name': 'p', 'type': 'image', 'at': 0}]}",
        "{'metadata': {}}"
      })
  void acceptsTheEndsOfEveryRangeAndEveryPossiblePair(String options) {
    assertThat(read(options)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'wdith': 1}                                      | /options/wdith         | no member named wdith; write one of format, videoCodec
          {'a/b~c': 1}                                      | /options/a~1b~0c       | no member of that name
          {'width': '1280'}                                 | /options/width         | width is "1280"; write a whole number from 1 to 16384.
          {'width': 0}                                      | /options/width         | width is 0
          {'width': 16385}                                  | /options/width         | width is 16385
          {'width': 12.5}                                   | /options/width         | width is 12.5
          {'width': 1e999}                                  | /options/width         | whole number
          {'width': null}                                   | /options/width         | width is null
          {'width': true}                                   | /options/width         | width is true
          {'width': [1280]}                                 | /options/width         | width is a list
          {'height': {}}                                    | /options/height        | height is an object
          {'height': -1}                                    | /options/height        | height is -1
          {'fit': 'crop'}                                   | /options/fit           | contain, cover, fill
          {'fit': 'cover', 'width': 100}                    | /options/fit           | both width and height
          {'fit': 'fill'}                                   | /options/fit           | both width and height
          {'maxFrameRate': 0}                               | /options/maxFrameRate  | from 1 to 240
          {'maxFrameRate': 0.5}                             | /options/maxFrameRate  | from 1 to 240
          {'maxFrameRate': 241}                             | /options/maxFrameRate  | from 1 to 240
          {'start': -0.1}                                   | /options/start         | seconds from 0
          {'start': 1e300}                                  | /options/start         | seconds from 0
          {'start': '00:01:00'}                             | /options/start         | seconds from 0
          {'duration': 0}                                   | /options/duration      | seconds from 0.001
          {'duration': 604801}                              | /options/duration      | to 604800
          {'quality': 0}                                    | /options/quality       | from 1 to 100
          {'quality': 101}                                  | /options/quality       | from 1 to 100
          {'quality': {'metric': 'ssim', 'target': 0.9}}    | /options/quality       | no quality targets yet
          {'maxBytes': 0}                                   | /options/maxBytes      | whole number
          {'maxBytes': 1.5}                                 | /options/maxBytes      | whole number
          {'maxBytes': '10MB'}                              | /options/maxBytes      | whole number
          {'format': 'jpg'}                                 | /options/format        | jpeg
          {'format': []}                                    | /options/format        | an empty list
          {'format': ['mp4', 'avi']}                        | /options/format/1      | format is "avi"
          {'format': ['mp4', 'webm', 'mp4']}                | /options/format/2      | twice
          {'format': 7}                                     | /options/format        | format is 7
          {'videoCodec': 'h265'}                            | /options/videoCodec    | hevc
          {'audioCodec': 'flac'}                            | /options/audioCodec    | aac, opus, mp3
          {'audio': false}                                  | /options/audio         | keep, none, only
          {'format': 'webm', 'videoCodec': 'h264'}          | /options/videoCodec    | h264 does not go into webm; it goes into mp4.
          {'format': 'mp4', 'videoCodec': 'vp9'}            | /options/videoCodec    | it goes into webm
          {'format': ['mp4', 'webm'], 'videoCodec': 'hevc'} | /options/videoCodec    | does not go into webm
          {'format': 'webp', 'videoCodec': 'av1'}           | /options/videoCodec    | Only a video
          {'format': ['m4a', 'ogg'], 'audioCodec': 'aac'}   | /options/audioCodec    | does not go into ogg
          {'format': 'webm', 'audioCodec': 'aac'}           | /options/audioCodec    | mp4, m4a
          {'format': 'png', 'audioCodec': 'aac'}            | /options/audioCodec    | no sound
          {'videoCodec': 'vp9', 'audioCodec': 'aac'}        | /options/audioCodec    | No format holds
          {'format': ['mp4', 'mp3']}                        | /options/format        | sound alone
          {'audio': 'only', 'format': 'mp4'}                | /options/format        | m4a, mp3, ogg
          {'audio': 'only', 'videoCodec': 'av1'}            | /options/videoCodec    | no picture
          {'format': 'm4a', 'width': 100}                   | /options/width         | no picture
          {'audio': 'only', 'maxFrameRate': 25}             | /options/maxFrameRate  | no picture
          {'audio': 'none', 'audioCodec': 'aac'}            | /options/audioCodec    | there is no sound
          {'audio': 'none', 'format': 'mp3'}                | /options/format        | there is no sound
          {'metadata': []}                                  | /options/metadata      | a JSON object whose values are texts
          {'metadata': {'a/b': 1}}                          | /options/metadata/a~1b | put it in quotes
          {'externalId': 7}                                 | /options/externalId    | a text
          {'externalId': ''}                                | /options/externalId    | 1 to 128
          {'width': 1, 'width': 2}                          | /options/width         | twice
          {'width': 1                                       | /options               | not valid JSON
          {'width': 1} x                                    | /options               | not valid JSON
          [1]                                               | /options               | a JSON object
          null                                              | /options               | a JSON object
          """)
  void refusesEachMemberWithItsPointer(String options, String pointer, String sentence) {
    assertRefused(options, pointer, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                                   |                | must be a JSON list
          [7]                                                  | /0             | must be a JSON object
          [{'type': 'image'}]                                  | /0/name        | needs a name
          [{'name': 'a'}]                                      | /0/type        | needs a type
          [{'name': 'A b', 'type': 'image'}]                   | /0/name        | lower-case letters
          [{'name': 'main', 'type': 'image'}]                  | /0/name        | main output
          [{'name': 'a', 'type': 'image'}, {'name': 'a', 'type': 'audio'}] | /1/name | its own
          [{'name': 'a', 'type': 'hls', 'segmentSec': 4}]      | /0/type        | does not make outputs of type hls yet
          [{'name': 'a', 'type': 'storyboard'}]                | /0/type        | storyboard yet
          [{'name': 'a', 'type': 'animation'}]                 | /0/type        | animation yet
          [{'name': 'a', 'type': 'poster'}]                    | /0/type        | image, audio, video
          [{'name': 'a', 'type': 3}]                           | /0/type        | image, audio, video
          [{'name': 'a', 'type': 'image', 'audio': 'none'}]    | /0/audio       | An output of type image has no member named audio
          [{'name': 'a', 'type': 'image', 'format': 'mp4'}]    | /0/format      | webp, avif, jpeg, png
          [{'name': 'a', 'type': 'image', 'at': 'first'}]      | /0/at          | auto
          [{'name': 'a', 'type': 'image', 'at': -1}]           | /0/at          | seconds from 0
          [{'name': 'a', 'type': 'image', 'fit': 'cover'}]     | /0/fit         | both width and height
          [{'name': 'a', 'type': 'audio', 'width': 3}]         | /0/width       | no member named width
          [{'name': 'a', 'type': 'audio', 'format': 'mp4'}]    | /0/format      | m4a, mp3, ogg
          [{'name': 'a', 'type': 'audio', 'format': 'ogg', 'audioCodec': 'mp3'}] | /0/audioCodec | does not go into ogg
          [{'name': 'a', 'type': 'video', 'audio': 'only'}]    | /0/audio       | keep, none
          [{'name': 'a', 'type': 'video', 'format': 'gif'}]    | /0/format      | mp4, webm
          [{'name': 'a', 'type': 'video', 'outputs': []}]      | /0/outputs     | no member named outputs
          """)
  void refusesEachMemberOfAnOutputWithItsPointer(String outputs, String pointer, String sentence) {
    String below = pointer == null ? "" : pointer;

    assertRefused(
        "{'outputs': " + outputs + "}",
        "/options/outputs" + below,
        below.isEmpty() ? "a list of objects" : sentence);
  }

  @Test
  void refusesMoreThanSixteenOutputs() {
    String all =
        IntStream.range(0, 17)
            .mapToObj(i -> "{'name': 'o" + i + "', 'type': 'audio'}")
            .collect(Collectors.joining(","));

    assertRefused("{'outputs': [" + all + "]}", "/options/outputs", "at most 16");
  }

  @Test
  void doesNotRepeatALongOrUnusualText() {
    assertThat(refusal("{'fit': '/etc/passwd'}").getMessage())
        .startsWith("The member fit is not valid;");
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
