package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.reelway.corpus.Tools;
import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.probe.Prober;
import io.reelway.probe.SoundAlone;
import io.reelway.source.InputGuard;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputSpec;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound without a picture, of files of sound and of videos. */
class SoundAloneTest {
  private static final Duration TONE = Duration.ofMillis(3170);
  private static final Duration ROUNDING = Duration.ofMillis(20);
  private static final List<String> STRATEGIES =
      List.of("audio-m4a", "audio-mp3", "audio-ogg-opus");

  @TempDir private Path folder;
  private Studio studio;
  private int made;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** With tags, chapters and, if the container allows it, a cover. */
  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame, 44100, mp3",
    "m4a, aac, 48000, mp4",
    "ogg, libopus, 48000, ogg",
    "opus, libopus, 48000, ogg",
    "flac, flac, 96000, flac",
    "wav, pcm_s16le, 22050, wav",
    "aac, aac, 44100, aac",
    "mka, flac, 44100, matroska",
    "webm, libopus, 48000, webm"
  })
  void becomesEachFormatInItsFullLength(String extension, String codec, int rate, String container)
      throws Exception {
    Path source = tone(extension, codec, rate);

    Probe probe = probe(source);
    assertThat(probe.kind()).isEqualTo(MediaKind.AUDIO);
    assertThat(probe.container()).isEqualTo(container);
    for (String strategy : STRATEGIES) {
      Made made = make(source, probe, strategy, JobOptions.NONE);

      assertThat(made.measured().duration()).isCloseTo(TONE, Duration.ofMillis(60));
      assertThat(made.warnings()).isEmpty();
      assertThat(Files.readString(made.output(), StandardCharsets.ISO_8859_1))
          .doesNotContain("Somebody");
    }
  }

  /** The decoder of the picture is not allowed. */
  @Test
  void isTakenFromAVideoWhosePictureCannotBeDecoded() throws Exception {
    List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=3"));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=r=44100:d=3", "-c:v", "asv1"));
    Path source = studio.synthesize("avi", words.toArray(String[]::new));

    Made made = make(source, probe(source), "audio-m4a", JobOptions.NONE);

    assertThat(made.measured().duration()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(60));
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> studio.probe(source))
        .withMessage("The coding of the picture is not supported.");
  }

  @ParameterizedTest
  @CsvSource({
    "audio-m4a, audio/mp4, m4a, aac",
    "audio-mp3, audio/mpeg, mp3, mp3",
    "audio-ogg-opus, audio/ogg, ogg, opus"
  })
  void hasTheTypeAndCodecOfItsFormat(String strategy, String type, String extension, String codec)
      throws Exception {
    Path source = tone("wav", "pcm_s16le", 44_100);

    Made made = make(source, probe(source), strategy, JobOptions.NONE);

    assertThat(made.attempt().mediaType().value()).isEqualTo(type);
    assertThat(made.attempt().mediaType().extension()).isEqualTo(extension);
    assertThat(made.attempt().mediaType().kind()).isEqualTo(MediaKind.AUDIO);
    assertThat(made.attempt().workload()).isEqualTo(Workload.LIGHT);
    assertThat(studio.ffprobe(made.output(), Streams.class, "-show_streams").streams())
        .extracting(Stream::codec_name)
        .containsExactly(codec);
  }

  /** ffmpeg has no layout for so many channels. */
  @ParameterizedTest
  @ValueSource(strings = {"audio-m4a", "audio-mp3", "audio-ogg-opus"})
  void comesFromNineChannels(String strategy) throws Exception {
    Path source =
        studio.synthesize(
            "wav",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.1*sin(2*PI*440*t)" + "|0".repeat(8) + "':s=48000:d=1");

    Made made = make(source, probe(source), strategy, JobOptions.NONE);

    assertThat(made.measured().duration()).isCloseTo(Duration.ofSeconds(1), ROUNDING);
  }

  /** The sound begins late and ends early; silence keeps its place. */
  @ParameterizedTest
  @ValueSource(strings = {"audio-m4a", "audio-mp3", "audio-ogg-opus"})
  void comesFromAVideo(String strategy) throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x48:d=4",
            "-itsoffset",
            "0.5",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2",
            "-c:v",
            "libx264",
            "-c:a",
            "flac");

    Probe probe = probe(source);
    Made made = make(source, probe, strategy, JobOptions.NONE);

    assertThat(probe.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(made.measured().duration()).isCloseTo(Duration.ofMillis(2500), ROUNDING);
    assertThat(made.warnings()).isEmpty();
  }

  @Test
  void isCutToTheTimeThatWasAskedFor() throws Exception {
    Path source = tone("flac", "flac", 44_100);

    Made made = make(source, probe(source), "audio-m4a", trimmed(1.0, 1.5));

    assertThat(made.measured().duration()).isCloseTo(Duration.ofMillis(1500), ROUNDING);
    assertThat(made.warnings()).isEmpty();
  }

  /** The loudness is a part of what was recorded. */
  @ParameterizedTest
  @ValueSource(strings = {"audio-m4a", "audio-mp3", "audio-ogg-opus"})
  void keepsTheLoudness(String strategy) throws Exception {
    Path source =
        studio.synthesize("wav", "-f", "lavfi", "-i", "sine=d=3,volume=-20dB", "-ac", "2");

    Made made = make(source, probe(source), strategy, JobOptions.NONE);

    assertThat(volume(made.output())).isCloseTo(volume(source), within(1.0));
  }

  @Test
  void saysThatASourceEndsEarly() throws Exception {
    Path source = tone("flac", "flac", 44_100);
    byte[] all = Files.readAllBytes(source);
    Path cut = Files.write(folder.resolve("cut.flac"), Arrays.copyOf(all, all.length / 2));

    Made made = make(cut, probe(cut), "audio-mp3", JobOptions.NONE);

    assertThat(made.warnings()).anyMatch(warning -> warning.contains("ends early"));
  }

  /** Apple's encoders tell in a tag how much of the beginning is no sound. */
  @Test
  void doesNotEndEarlyWhenItsTagLeavesOutTheBeginning() throws Exception {
    Path source =
        studio.synthesize(
            "m4a",
            "-f",
            "lavfi",
            "-i",
            "sine=d=3:r=8000",
            "-use_editlist",
            "0",
            "-fflags",
            "+bitexact");
    byte[] movie = Files.readAllBytes(source);
    byte[] tag =
        HeifBoxes.box(
            "----",
            HeifBoxes.fullBox("mean", HeifBoxes.ascii("com.apple.iTunes")),
            HeifBoxes.fullBox("name", HeifBoxes.ascii("iTunSMPB")),
            HeifBoxes.box(
                "data",
                HeifBoxes.u32(1),
                HeifBoxes.u32(0),
                HeifBoxes.ascii(" 00000000 00000800 00000240 0000000000005DC0")));
    byte[] handler =
        HeifBoxes.fullBox("hdlr", HeifBoxes.u32(0), HeifBoxes.ascii("mdirappl"), new byte[9]);
    byte[] user =
        HeifBoxes.box("udta", HeifBoxes.fullBox("meta", handler, HeifBoxes.box("ilst", tag)));
    int header = new String(movie, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
    ByteBuffer.wrap(movie).putInt(header, movie.length - header + user.length);
    Files.write(source, HeifBoxes.join(movie, user));

    Probe probe = probe(source);
    Made made = make(source, probe, "audio-mp3", JobOptions.NONE);

    // The length of the file does not include the silence at the end of the last packet.
    assertThat(probe.duration()).isCloseTo(made.measured().duration(), Duration.ofMillis(80));
    assertThat(made.measured().duration()).isLessThan(Duration.ofMillis(2950));
    assertThat(made.warnings()).isEmpty();
  }

  @Test
  void refusesAnOutputOfAnotherLength() throws Exception {
    Path source = tone("wav", "pcm_s16le", 44_100);
    Probe probe = probe(source);
    Attempt attempt = plan(probe, "audio-m4a", JobOptions.NONE);
    Path output = folder.resolve("output");
    Encoding encoding = encode(source, probe, attempt, output);
    Path shorter =
        Tools.make(folder, "short.m4a", List.of("-t", "3", "-i", source.toString(), "-c:a", "aac"));

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> check(attempt, shorter, encoding))
        .satisfies(refusal ->
            assertThat(Objects.requireNonNull(refusal.getCause()))
                .hasMessageContaining("instead of 3170 ms"));
  }

  @Test
  void refusesNoise() throws Exception {
    Path source = tone("mp3", "libmp3lame", 44_100);
    byte[] noise = new byte[30_000];
    new java.util.Random(1).nextBytes(noise);
    byte[] all = Files.readAllBytes(source);
    System.arraycopy(all, 0, noise, 0, 300);
    Path broken = Files.write(folder.resolve("broken.mp3"), noise);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> make(broken, probe(broken), "audio-m4a", JobOptions.NONE))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROBE_FAILED));
  }

  @ParameterizedTest
  @CsvSource({"mp3, libmp3lame", "m4a, aac", "ogg, libopus", "webm, libopus", "wav, pcm_s16le"})
  void isRefusedWithoutARequestForSound(String extension, String codec) throws Exception {
    Path source = tone(extension, codec, 48_000);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> studio.probe(source))
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_TYPE);
          assertThat(refusal.getMessage())
              .startsWith("The file has sound but neither an image nor a video;")
              .contains("\"audio\": \"only\"")
              .contains(soundFormats());
        });
  }

  private static List<String> soundFormats() {
    return Strategies.builtIn().all().stream()
        .map(Strategy::offer)
        .filter(offer -> offer != null && offer.kind() == MediaKind.AUDIO)
        .map(offer -> Objects.requireNonNull(offer).format())
        .toList();
  }

  private Path tone(String extension, String codec, int rate) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "sine=r=" + rate + ":d=" + TONE.toMillis() / 1e3));
    boolean cover = extension.equals("mp3") || extension.equals("flac") || extension.equals("m4a");
    if (cover) {
      words.addAll(List.of("-f", "lavfi", "-i", "color=red:s=64x64:d=0.04"));
      words.addAll(List.of("-map", "0", "-map", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"));
      words.addAll(List.of("-disposition:v", "attached_pic"));
    }
    words.addAll(List.of("-c:a", codec, "-metadata", "artist=Somebody"));
    return studio.synthesize(extension, words.toArray(String[]::new));
  }

  private Probe probe(Path source) throws Exception {
    Prober prober = new Prober(Studio.FFMPEG, Tools.PROBE_LIMITS);
    try (ToolRun run = prober.newRun(folder)) {
      return prober.probe(run, source, SoundAlone.WANTED);
    }
  }

  private static Attempt plan(Probe probe, String strategy, JobOptions options) {
    Strategy way = Strategies.builtIn().find(new StrategyId(strategy)).orElseThrow();
    return way.plan(probe, OutputSpec.main(Presets.WEB, options), Duration.ofMinutes(1))
        .orElseThrow();
  }

  private Made make(Path source, Probe probe, String strategy, JobOptions options)
      throws Exception {
    Attempt attempt = plan(probe, strategy, options);
    Path output = folder.resolve("output-" + ++made);
    Encoding encoding = encode(source, probe, attempt, output);
    Measured measured = check(attempt, output, encoding);
    List<String> warnings = new ArrayList<>(encoding.warnings());
    warnings.addAll(measured.warnings());
    return new Made(attempt, output, measured, warnings);
  }

  private Encoding encode(Path source, Probe probe, Attempt attempt, Path output) throws Exception {
    Encoder encoder =
        new Encoder(
            Studio.FFMPEG, new InputGuard(Tools.PROBE_LIMITS.pixels()), Strategies.builtIn(), 2);
    try (ToolRun run = encoder.newRun(folder, attempt)) {
      return encoder.encode(run, probe, attempt, source, output, progress -> {});
    }
  }

  private Measured check(Attempt attempt, Path output, Encoding encoding) throws Exception {
    return new OutputCheck(Studio.FFMPEG, 2)
        .measure(folder, output, attempt, 0, encoding.comparison(), progress -> {});
  }

  private static JobOptions trimmed(double start, double duration) {
    return new JobOptions(
        List.of(),
        null,
        null,
        AudioChoice.ONLY,
        null,
        null,
        null,
        null,
        start,
        duration,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** The mean volume in decibels. */
  private double volume(Path file) throws Exception {
    String printed =
        studio.run(
            List.of(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-af",
                "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-",
                "-f",
                "null",
                "-"));
    return printed
        .lines()
        .filter(line -> line.startsWith("lavfi.r128.I="))
        .mapToDouble(line -> Double.parseDouble(line.substring("lavfi.r128.I=".length())))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private record Made(Attempt attempt, Path output, Measured measured, List<String> warnings) {}

  private record Streams(List<Stream> streams) {}

  private record Stream(String codec_name, @Nullable Map<String, String> tags) {}
}
