package io.reelway.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.AudioTrack;
import io.reelway.media.Colour;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.Effort;
import io.reelway.plan.Presets;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ffmpeg command lines for videos, from the encoder of the picture on. */
class VideoArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          video-mp4-av1  | -c:v libsvtav1 -preset 8 -g 240 -pix_fmt yuv420p10le -svtav1-params lp=1:fps-num=30000:fps-denom=1001 -crf 28 -maxrate 2400k -bufsize 4800k -bsf:v setts=duration='if(eq(NEXT_PTS,NOPTS),st(1,9.000000/TB-PTS);max(1,if(lte(ld(1),max(1/TB,ld(0))),ld(1),ld(0))),st(0,max(ld(0),NEXT_PTS-PTS));NEXT_PTS-PTS)' -movflags +faststart -f mp4
          video-webm-av1 | -c:v libsvtav1 -preset 8 -g 240 -pix_fmt yuv420p10le -svtav1-params lp=1:fps-num=30000:fps-denom=1001 -crf 28 -maxrate 2400k -bufsize 4800k -bsf:v setts=duration='if(eq(NEXT_PTS,NOPTS),st(1,9.000000/TB-PTS);max(1,if(lte(ld(1),max(1/TB,ld(0))),ld(1),ld(0))),st(0,max(ld(0),NEXT_PTS-PTS));NEXT_PTS-PTS)' -f webm
          video-mp4-hevc | -c:v libx265 -preset medium -pix_fmt yuv420p -x265-params pools=2:frame-threads=1:const-vbv=1:fps=30000/1001:info=0:log-level=error -crf 24 -maxrate 2400k -bufsize 4800k -bsf:v setts=pts=PTS:dts=DTS:duration='st(1,gte(PTS+DURATION-STARTPTS,ld(0)));st(0,max(ld(0),PTS+DURATION-STARTPTS));if(eq(NEXT_DTS,NOPTS),max(1,ld(0)-if(ld(1),min(DTS-STARTDTS,PTS-STARTPTS),DTS-STARTDTS)),DURATION)' -tag:v hvc1 -movflags +faststart -f mp4
          """)
  void encodesAWholeVideo(String name, String words) {
    VideoStrategy strategy = strategy(name);

    assertThat(String.join(" ", words(strategy, task(strategy, null)))).isEqualTo(words);
  }

  /** Measured; see decision 0113. The usual effort has the arguments that it always had. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "video-mp4-h264, FAST, -preset veryfast -partitions i4x4 i8x8 b8x8 -motion-est dia",
    "video-mp4-h264, BALANCED, -preset medium -profile:v",
    "video-mp4-h264, THOROUGH, -preset slower -profile:v",
    "video-mp4-hevc, FAST, -preset veryfast",
    "video-mp4-hevc, BALANCED, -preset medium",
    "video-mp4-hevc, THOROUGH, -preset slow",
    "video-mp4-av1, FAST, -preset 9",
    "video-mp4-av1, BALANCED, -preset 8",
    "video-webm-av1, THOROUGH, -preset 5",
    "video-webm-vp9, FAST, -deadline realtime -cpu-used 4",
    "video-webm-vp9, BALANCED, -deadline good -cpu-used 3",
    "video-webm-vp9, THOROUGH, -deadline good -cpu-used 1",
  })
  void followsTheEffort(String name, Effort effort, String words) {
    VideoStrategy strategy = strategy(name);
    VideoTask task = task(strategy, null, Rational.of(30), effort);

    assertThat(String.join(" ", words(strategy, task)).replace(',', ' ')).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"video-mp4-av1, aac", "video-webm-av1, libopus", "video-mp4-hevc, aac"})
  void hasTheSoundThatPlayersOfTheFormatPlay(String name, String encoder) {
    VideoStrategy strategy = strategy(name);

    assertThat(strategy.command(task(strategy, null))).containsSubsequence("-c:a", encoder);
  }

  @ParameterizedTest
  @CsvSource({"video-mp4-av1", "video-webm-av1", "video-mp4-hevc"})
  void encodesASegmentInOneThreadIntoAFormatWithExactTimes(String name) {
    VideoStrategy strategy = strategy(name);
    VideoTask segment = task(strategy, new Segment(1, 2, 4, 1.5, 60, "0"));

    assertThat(words(strategy, segment))
        .endsWith("-avoid_negative_ts", "disabled", "-f", "nut")
        .anyMatch(word -> word.startsWith("lp=1:") || word.startsWith("pools=1:"));
  }

  /** The encoder must know the video when the segment begins, and must not save bits at its end. */
  @Test
  void givesTheEncoderOfASegmentItsFirstFramesTwiceAndItsLastOnesMoreBits() {
    VideoStrategy strategy = strategy("video-mp4-h264");

    List<String> words = strategy.command(task(strategy, new Segment(1, 2, 4, 1.5, 60, "0")));

    assertThat(words)
        .anyMatch(word ->
            word.contains(
                "[out]loop=loop=1:size=8:start=0,setpts='if(eq(N,0),st(0,PTS));"
                    + "if(eq(N,8),st(1,PTS-ld(0)));"
                    + "if(lt(N,8),round((2.000000-(8-N)*0.033333)/TB),PTS-ld(1))'[reduced]"))
        .containsSubsequence("-map", "[reduced]")
        .containsSubsequence("-force_key_frames", "expr:eq(n,8)", "-bsf:v", "noise=drop=lt(n\\,8)")
        .containsSubsequence("-x264-params", "zones=65,67,b=1.15");
  }

  @Test
  void encodesTheFirstSegmentLikeTheStartOfTheWhole() {
    VideoStrategy strategy = strategy("video-mp4-h264");

    List<String> words = strategy.command(task(strategy, new Segment(0, 0, 2, null, 60, "0")));

    assertThat(words).containsSubsequence("-map", "[out]").doesNotContain("-force_key_frames");
    assertThat(words).containsSubsequence("-x264-params", "zones=57,59,b=1.15");
  }

  @Test
  void spreadsTheBitRateOverAUsualFrameRateIfTheSourceTellsNone() {
    VideoStrategy strategy = strategy("video-mp4-av1");

    assertThat(task(strategy, null, null).frameRate()).isEqualTo(new Rational(30, 1));
    assertThat(task(strategy, null, new Rational(1000, 1)).frameRate())
        .isEqualTo(new Rational(60, 1));
  }

  private static List<String> words(VideoStrategy strategy, VideoTask task) {
    return new EncoderArguments(strategy, task).words(2400);
  }

  private static VideoStrategy strategy(String name) {
    return (VideoStrategy) Strategies.builtIn().find(new StrategyId(name)).orElseThrow();
  }

  private static VideoTask task(VideoStrategy strategy, @Nullable Segment segment) {
    return task(strategy, segment, new Rational(30_000, 1001));
  }

  private static VideoTask task(
      VideoStrategy strategy, @Nullable Segment segment, @Nullable Rational rate) {
    return task(strategy, segment, rate, Effort.BALANCED);
  }

  private static VideoTask task(
      VideoStrategy strategy, @Nullable Segment segment, @Nullable Rational rate, Effort effort) {
    Duration length = Duration.ofSeconds(9);
    Probe probe =
        new Probe(
            "mp4",
            "mov",
            length,
            List.of(
                new VideoTrack(
                    0,
                    "h264",
                    new Picture(640, 360, Rational.ONE, "yuv420p", false, Colour.UNSPECIFIED, 0),
                    rate,
                    false),
                new AudioTrack(1, "aac", 2, 48_000, null)),
            List.of());
    Attempt usual =
        strategy.plan(probe, OutputSpec.of(Presets.WEB), Duration.ofMinutes(1)).orElseThrow();
    Attempt attempt = usual.with(usual.settings().with(effort), usual.expectation());
    Samples samples =
        segment == null
            ? Samples.of(length, Path.of("reference"))
            : Samples.of(segment, Path.of("reference"));
    return new VideoTask(
        probe,
        attempt,
        List.of("-f", "mov"),
        Path.of("in"),
        1_000_000,
        Path.of("out"),
        samples,
        segment == null ? 2 : 1,
        segment,
        segment == null ? null : 0.0);
  }
}
