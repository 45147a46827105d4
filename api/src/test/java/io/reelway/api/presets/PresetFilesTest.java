package io.reelway.api.presets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.api.options.OptionsReader;
import io.reelway.docs.Document;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.spec.Preset;
import io.reelway.strategy.Strategies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PresetFilesTest {
  /** A valid preset file. Lines 2 to 9 are its members. */
  private static final String TV =
      """
      presets:
        - name: tv
          maxWidth: 3840
          imageQuality: 90
          videoCrf: 20
          videoBitrateKbps: 12000
          audioBitrateKbps: 192
          imageStrategies: [image-jpeg]
          videoStrategies: [video-mp4-h264]
      """;

  private static final String IMAGES =
      "; write a list of one or more of image-webp, image-avif, image-jpeg, image-png,"
          + " image-gif";

  @TempDir private Path folder;

  @Test
  void theBuiltInPresetsAreThoseOfTheContract() {
    OfferedPresets builtIn = load((Path) null);

    assertThat(builtIn.all()).isEqualTo(Presets.ALL);
    assertThat(builtIn.defaultName()).isEqualTo("web");
  }

  @Test
  void aNewPresetFollowsTheBuiltInPresets() throws IOException {
    OfferedPresets offered = load(TV);

    assertThat(offered.all())
        .containsExactly(
            Presets.MOBILE,
            Presets.WEB,
            Presets.LOW_BANDWIDTH,
            new Preset(
                "tv",
                3840,
                90,
                20,
                12_000,
                192,
                List.of(new StrategyId("image-jpeg")),
                List.of(new StrategyId("video-mp4-h264"))));
    assertThat(offered.resolve("tv").maxWidth()).isEqualTo(3840);
    assertThat(offered.resolve("unheard-of")).isEqualTo(Presets.WEB);
  }

  @Test
  void aPresetOfTheSameNameReplacesTheBuiltInPreset() throws IOException {
    OfferedPresets offered = load(TV.replace("tv", "web"));

    assertThat(offered.all())
        .extracting(Preset::name)
        .containsExactly("mobile", "web", "low-bandwidth");
    assertThat(offered.resolve("").maxWidth()).isEqualTo(3840);
  }

  @Test
  void theFileMaySetTheDefault() throws IOException {
    assertThat(load("defaultPreset: tv\n" + TV).resolve("").name()).isEqualTo("tv");
    assertThat(load("defaultPreset: mobile").resolve("unheard-of")).isEqualTo(Presets.MOBILE);
  }

  @Test
  void theExampleInTheDocumentsIsValid() throws IOException {
    String example = Document.read("docs/presets.md").in("yaml").getFirst().text();

    assertThat(load(example).resolve("tv").maxWidth()).isEqualTo(3840);
  }

  @Test
  void theExampleOfOptionsInTheDocumentsIsValid() throws IOException {
    String example = Document.read("docs/presets.md").in("yaml").get(1).text();

    assertThat(load(example).resolve("chat").defaults())
        .isEqualTo(
            OptionsReader.read(
                    """
                    {"effort": "thorough", "maxBytes": 8000000,
                     "outputs": [{"name": "poster", "type": "image", "width": 640}]}
                    """)
                .options());
  }

  @ParameterizedTest
  @MethodSource
  void aFileWithoutPresetsChangesNothing(String yaml) throws IOException {
    assertThat(load(yaml)).isEqualTo(load((Path) null));
  }

  static Stream<String> aFileWithoutPresetsChangesNothing() {
    return Stream.of("", "# later\n", "defaultPreset: web\n");
  }

  @Test
  void acceptsJson() throws IOException {
    String json =
        """
        {"defaultPreset": "tv", "presets": [
          {"name": "tv", "maxWidth": 3840, "imageQuality": 90, "videoCrf": 20,
           "videoBitrateKbps": 12000, "audioBitrateKbps": 192,
           "imageStrategies": ["image-jpeg"], "videoStrategies": ["video-mp4-h264"]}]}
        """;

    assertThat(load(json)).isEqualTo(load("defaultPreset: tv\n" + TV));
  }

  @Test
  void aFileMayHaveTheOptionsThatAnAnswerOfTheApiShows() throws IOException {
    String options =
        "    options: {audio: keep, width: 3840, fit: contain, maxFrameRate: 60, quality: 90,"
            + " effort: balanced}\n";

    assertThat(load(TV + options)).isEqualTo(load(TV));
  }

  @Test
  void aPresetMayHaveTheOptionsOfARequest() throws IOException {
    String options =
        """
            options:
              format: [mp4, webm]
              maxBytes: 10000000
              effort: fast
              width: 1920
              outputs:
                - {name: poster, type: image, at: 1.5}
        """;

    assertThat(load(TV + options).resolve("tv").defaults())
        .isEqualTo(
            OptionsReader.read(
                    """
                    {"format": ["mp4", "webm"], "maxBytes": 10000000, "effort": "fast",
                     "width": 1920, "outputs": [{"name": "poster", "type": "image", "at": 1.5}]}
                    """)
                .options());
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource
  void refusesABrokenFileWithTheLineAndWhatToWrite(String yaml, int line, String sentence)
      throws IOException {
    Path file = write(yaml);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(file))
        .withMessage("reelway.presets is " + file + "; line " + line + ": " + sentence);
  }

  static Stream<Arguments> refusesABrokenFileWithTheLineAndWhatToWrite() {
    String members =
        "name, maxWidth, imageQuality, videoCrf, videoBitrateKbps, audioBitrateKbps,"
            + " imageStrategies, videoStrategies, options";
    String names = "write 1 to 32 lower-case letters, digits and dashes, e.g. tv";
    String width = "write a whole number from 16 to 16384";
    return Stream.of(
        // the file
        Arguments.of(
            "- tv", 1, "the file is not a mapping; write its members defaultPreset, presets"),
        Arguments.of(
            "\npreset: []",
            2,
            "\"preset\" is not a member of the file; write one of defaultPreset, presets"),
        Arguments.of(
            "presets: 3", 1, "presets is not a list; write a list with a mapping for each preset"),
        Arguments.of(
            "presets: []", 1, "presets is empty; write a list with a mapping for each preset"),
        Arguments.of("presets: [tv]", 1, "a preset is not a mapping; write its members " + members),
        Arguments.of(
            "defaultPreset: tv",
            1,
            "defaultPreset is \"tv\"; write one of mobile, web, low-bandwidth"),
        Arguments.of(
            "defaultPreset: [web]",
            1,
            "defaultPreset is not a single value; write one of mobile, web, low-bandwidth"),
        Arguments.of(
            TV + TV.replace("presets:\n", ""),
            10,
            "a second preset is named tv; give it another name"),
        Arguments.of(TV + "presets: []", 10, "presets is given twice; keep one of them"),
        // members
        Arguments.of(
            with("videoCrf: 20", "videoCfr: 20"),
            5,
            "\"videoCfr\" is not a member of a preset; write one of " + members),
        Arguments.of(
            with("videoCrf: 20", "maxWidth: 20"), 5, "maxWidth is given twice; keep one of them"),
        Arguments.of(
            without("videoCrf"), 2, "a preset has no videoCrf; write a whole number from 1 to 51"),
        Arguments.of(without("name"), 2, "a preset has no name; " + names),
        Arguments.of(with("name: tv", "name: Big TV"), 2, "name is \"Big TV\"; " + names),
        Arguments.of(with("name: tv", "name:"), 2, "name is \"\"; " + names),
        Arguments.of(with("name: tv", "name: {tv: 1}"), 2, "name is not a single value; " + names),
        // numbers
        Arguments.of(with("3840", "wide"), 3, "maxWidth is \"wide\"; " + width),
        Arguments.of(
            with("3840", "'3840'"), 3, "maxWidth is \"3840\"; " + width + " without quotes"),
        Arguments.of(with("3840", "15"), 3, "maxWidth is \"15\"; " + width),
        Arguments.of(with("3840", "16385"), 3, "maxWidth is \"16385\"; " + width),
        Arguments.of(with("3840", "-1"), 3, "maxWidth is \"-1\"; " + width),
        Arguments.of(with("3840", "99999999999"), 3, "maxWidth is \"99999999999\"; " + width),
        Arguments.of(with("3840", "1920.5"), 3, "maxWidth is \"1920.5\"; " + width),
        Arguments.of(with("3840", "01920"), 3, "maxWidth is \"01920\"; " + width),
        Arguments.of(with("3840", "1:30"), 3, "maxWidth is \"1:30\"; " + width),
        Arguments.of(with("3840", "[1]"), 3, "maxWidth is not a single value; " + width),
        Arguments.of(
            with("90", "0"), 4, "imageQuality is \"0\"; write a whole number from 1 to 100"),
        Arguments.of(
            with("20\n", "52\n"), 5, "videoCrf is \"52\"; write a whole number from 1 to 51"),
        Arguments.of(
            with("12000", "49"),
            6,
            "videoBitrateKbps is \"49\"; write a whole number from 50 to 100000"),
        Arguments.of(
            with("192", "321"),
            7,
            "audioBitrateKbps is \"321\"; write a whole number from 16 to 320"),
        // options
        Arguments.of(
            TV + "    options: 7\n",
            10,
            "the value of options must be a JSON object, e.g. {\"width\": 1280}"),
        Arguments.of(
            TV + "    options:\n      width: 1920\n      effort: slow\n",
            12,
            "the member effort is \"slow\"; write one of fast, balanced, thorough"),
        Arguments.of(
            TV + "    options:\n      outputs:\n        - {name: a}\n",
            12,
            "an output needs a type; write one of image, audio, video, animation, hls, storyboard"),
        Arguments.of(
            TV + "    options:\n      format: webm\n      videoCodec: h264\n",
            12,
            "the codec h264 does not go into webm; it goes into mp4"),
        Arguments.of(
            TV + "    options: {width: 010}\n",
            10,
            "\"010\" is not a plain decimal number; write one"),
        Arguments.of(
            TV + "    options: {width: 1, width: 2}\n",
            10,
            "width is given twice; keep one of them"),
        Arguments.of(
            TV + "    options: {externalId: a}\n",
            10,
            "externalId belongs to a request; leave it out"),
        // strategies
        Arguments.of(with("[image-jpeg]", "[]"), 8, "imageStrategies is empty" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "image-jpeg"), 8, "imageStrategies is not a list" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "[image-jxl]"), 8, "imageStrategies has \"image-jxl\"" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "[video-mp4-h264]"),
            8,
            "imageStrategies has \"video-mp4-h264\"" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "[original]"), 8, "imageStrategies has \"original\"" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "[[image-jpeg]]"),
            8,
            "imageStrategies is not a single value" + IMAGES),
        Arguments.of(
            with("[image-jpeg]", "[image-jpeg, image-jpeg]"),
            8,
            "imageStrategies has image-jpeg twice; keep the first"),
        Arguments.of(
            with("[video-mp4-h264]", "[video-mp4-vp9]"),
            9,
            "videoStrategies has \"video-mp4-vp9\";"
                + " write a list of one or more of video-mp4-h264, video-webm-vp9, video-mp4-av1,"
                + " video-webm-av1, video-mp4-hevc, audio-m4a, audio-mp3, audio-ogg-opus"),
        // YAML itself
        Arguments.of(
            "presets:\n\t- name: tv",
            2,
            "this is not YAML: found character '\\t(TAB)' that cannot start any token."
                + " (Do not use \\t(TAB) for indentation); correct it"),
        Arguments.of(
            "presets: [",
            1,
            "this is not YAML: expected the node content, but found '<stream end>'; correct it"));
  }

  @Test
  void refusesAMissingFile() {
    Path missing = folder.resolve("missing.yaml");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(missing))
        .withMessage("reelway.presets is " + missing + "; there is no readable file");
  }

  @Test
  void refusesAFileInAnotherEncoding() throws IOException {
    Path file =
        Files.writeString(folder.resolve("latin.yaml"), "# für", StandardCharsets.ISO_8859_1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(file))
        .withMessage("reelway.presets is " + file + "; write the file in UTF-8");
  }

  @Test
  void refusesABinaryFile() throws IOException {
    Path file = Files.write(folder.resolve("bytes.yaml"), "name: \0".getBytes(UTF_8));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(file))
        .withMessage("reelway.presets is " + file + "; the file is not YAML");
  }

  private static String with(String old, String other) {
    return TV.replace(old, other);
  }

  private static String without(String member) {
    String rest =
        String.join(
            "\n",
            Arrays.stream(TV.split("\n")).filter(line -> !line.contains(member + ":")).toList());
    return rest.contains("- ") ? rest : rest.replaceFirst(" {4}maxWidth", "  - maxWidth");
  }

  private OfferedPresets load(String yaml) throws IOException {
    return load(write(yaml));
  }

  private static OfferedPresets load(@Nullable Path file) {
    return PresetFiles.load(file, KnownStrategies.of(Strategies.builtIn()));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("presets.yaml"), yaml);
  }
}
