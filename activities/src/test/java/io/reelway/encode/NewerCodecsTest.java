package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.corpus.Corpus;
import io.reelway.encode.Studio.Take;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import io.reelway.spec.Preset;
import io.reelway.strategy.StrategyIds;
import io.reelway.strategy.VideoMp4Hevc;
import io.reelway.verify.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos in AV1 and HEVC. */
@Execution(ExecutionMode.CONCURRENT)
class NewerCodecsTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "video-mp4-av1, av1, av01, yuv420p10le, aac",
    "video-webm-av1, av1, , yuv420p10le, opus",
    "video-mp4-hevc, hevc, hvc1, yuv420p, aac"
  })
  void hasTheCodecsAndTheTagThatPlayersExpect(
      StrategyId strategy, String picture, @Nullable String tag, String pixels, String sound)
      throws Exception {
    Path output = made(noisy("mp4", "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac"), strategy);

    Streams read =
        studio.ffprobe(
            output,
            Streams.class,
            "-show_entries",
            "stream=codec_name,codec_tag_string,pix_fmt,color_space");

    Stream video = read.streams().getFirst();
    assertThat(video.codec_name()).isEqualTo(picture);
    assertThat(video.pix_fmt()).isEqualTo(pixels);
    assertThat(video.color_space()).isEqualTo("smpte170m");
    assertThat(read.streams().getLast().codec_name()).isEqualTo(sound);
    if (tag != null) {
      assertThat(video.codec_tag_string()).isEqualTo(tag);
    }
  }

  /** A second try must find the output of the first, which is named by its content. */
  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-av1", "video-webm-av1", "video-mp4-hevc"})
  void givesTheSameBytesWhereTheBitRateIsCapped(StrategyId strategy) throws Exception {
    Path source = noisy("mp4");
    Preset preset = new Preset("tight", 320, 80, 20, 300, 64, List.of(), List.of(strategy));

    Path first = studio.encodeAndCheck(source, preset, strategy);
    Path second = studio.encodeAndCheck(source, preset, strategy);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.size(first) * 8 / studio.seconds(first)).isLessThan(450_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-av1", "video-webm-av1", "video-mp4-hevc"})
  void keepsALongLastFrame(StrategyId strategy) throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=25:d=4",
            "-vf",
            "select='lt(n,40)+eq(n,60)+eq(n,80)'",
            "-fps_mode",
            "vfr",
            "-enc_time_base",
            "1/25",
            "-c:v",
            "mpeg4",
            "-bsf:v",
            "setts=duration='if(eq(NEXT_PTS,NOPTS),20,DURATION)'");

    Take take = studio.encode(source, Presets.of(strategy), strategy);
    Measured measured = studio.check(take);

    assertThat(studio.times(take.output())).hasSameSizeAs(studio.times(source));
    assertThat(studio.seconds(take.output())).isCloseTo(studio.seconds(source), within(0.005));
    assertThat(measured.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-av1", "video-webm-av1"})
  void doesNotHideThatASourceEndsEarly(StrategyId strategy) throws Exception {
    Path source = noisy("mp4", "-movflags", "+faststart");
    byte[] all = Files.readAllBytes(source);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(all, all.length / 2));

    Measured measured = studio.check(studio.encode(cut, Presets.of(strategy), strategy));

    assertThat(measured.warnings()).anyMatch(warning -> warning.contains("ends early"));
  }

  /** Encoders have a minimum size, and sides that their blocks must divide. */
  @ParameterizedTest
  @CsvSource({
    "video-mp4-av1, 16x16",
    "video-mp4-av1, 161x121",
    "video-mp4-hevc, 34x32",
    "video-mp4-hevc, 161x121",
    "video-webm-av1, 66x250"
  })
  void encodesSmallAndOddSizes(StrategyId strategy, String size) throws Exception {
    Path source =
        studio.synthesize(
            "mkv", "-f", "lavfi", "-i", "testsrc2=s=" + size + ":d=1", "-c:v", "ffv1");

    made(source, strategy);
  }

  /** x265 crashes on smaller ones. */
  @Test
  void plansNoHevcForAVideoThatItsEncoderCannotTake() throws Exception {
    Path source =
        studio.synthesize("mkv", "-f", "lavfi", "-i", "testsrc2=s=160x30:d=1", "-c:v", "ffv1");

    assertThat(
            new VideoMp4Hevc()
                .plan(studio.probe(source), OutputSpec.of(Presets.WEB), Duration.ofMinutes(1)))
        .isEmpty();
  }

  /** Real files that other encoders were seen to fail on. */
  @ParameterizedTest
  @CsvSource({
    "h264-270x480-portrait-vfr.mp4, video-mp4-av1",
    "h264-1frame-sar16-9.mp4, video-mp4-av1",
    "wmv3-wmavoice-5fps.wmv, video-webm-av1",
    "prores-422-proxy-10bit.mov, video-mp4-hevc",
    "h264-270x480-portrait-vfr.mp4, video-mp4-hevc"
  })
  void encodesARealFile(String name, StrategyId strategy) throws Exception {
    made(Corpus.real("video/" + name), strategy);
  }

  @Test
  void hasNoTransparency() throws Exception {
    Path source =
        studio.synthesize(
            "mov",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:d=1,format=yuva420p",
            "-c:v",
            "qtrle",
            "-pix_fmt",
            "argb");

    Take take =
        studio.encode(source, Presets.of(StrategyIds.VIDEO_MP4_AV1), StrategyIds.VIDEO_MP4_AV1);

    assertThat(take.probe().picture().alpha()).isTrue();
    assertThat(studio.check(take).warnings()).isEmpty();
  }

  private Path made(Path source, StrategyId strategy) throws Exception {
    Take take = studio.encode(source, Presets.of(strategy), strategy);
    assertThat(studio.check(take).warnings()).isEmpty();
    assertThat(take.encoding().warnings()).isEmpty();
    return take.output();
  }

  /** A video of two seconds that needs many bits. */
  private Path noisy(String extension, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2,noise=alls=20:allf=t"));
    words.addAll(List.of(more));
    words.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast"));
    return studio.synthesize(extension, words.toArray(String[]::new));
  }

  private record Streams(List<Stream> streams) {}

  private record Stream(
      String codec_name, String codec_tag_string, String pix_fmt, String color_space) {}
}
