package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.corpus.Corpus;
import io.reelway.plan.Presets;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.stage.CutStage.Cuts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A divided video equals the one that is encoded whole: in its frames, its times and its sound. */
@Execution(ExecutionMode.CONCURRENT)
class DividedVideoTest {
  private static final StrategyId H264 = new StrategyId("video-mp4-h264");
  private static final StrategyId VP9 = new StrategyId("video-webm-vp9");
  private static final Duration LENGTH = Duration.ofSeconds(2);

  /** Frames, times and sound do not depend on the size of the picture, but the encodes do. */
  private static final String SMALL = "{'width':240}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "open groups of pictures, mp4",
    "no key frames near the cuts, mp4",
    "no key frames near the cuts, mkv",
    "few key frames, ts",
    "hevc, ts",
    "variable frame rate, mp4",
    "variable frame rate, mkv",
    "more frames than are kept, mp4",
    "every frame is a key frame, avi",
    "interlaced, ts",
    "interlaced, mkv",
    "10 bit, mov"
  })
  void hasTheFramesAndTimesOfAWholeEncode(String kind, String extension) throws Exception {
    Path source = DividedSources.make(folder, kind, extension);

    for (StrategyId strategy : List.of(H264, VP9)) {
      compare(source, strategy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "open groups of pictures, mp4, video-mp4-av1",
    "variable frame rate, mp4, video-mp4-av1",
    "variable frame rate, mkv, video-webm-av1",
    "variable frame rate, mkv, video-mp4-hevc",
    "10 bit, mov, video-mp4-hevc"
  })
  void hasTheFramesAndTimesOfAWholeEncodeInNewerCodecs(
      String kind, String extension, StrategyId strategy) throws Exception {
    compare(DividedSources.make(folder, kind, extension), strategy);
  }

  /** Real files of the kinds that were seen to go wrong elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "av1-180p24-30s-opus-llama.webm, 5",
    "av1-10bit-hdr10-720x1280-portrait.mp4, 1",
    "h264-270x480-portrait-vfr.mp4, 1",
    "h264-432p-12.5fps-30s-road.mp4, 5",
    "h264-480p10-sar4-3-20s.mp4, 5",
    "h264-480x360-audio-mono.mp4, 1",
    "h264-540p30-5s-flower.mp4, 2",
    "h264-1080p60-2s-audio5.1.mp4, 1",
    "h264-720p-rot270-5s.mp4, 2",
    "h264-mov-iphone-rot90-gps.mov, 2",
    "h264-multi-video-multi-audio-subs.mp4, 4",
    "h264-ts-cea608-captions.ts, 1",
    "mjpeg-avi-pcm-mono.avi, 1",
    "mpeg2-1080p-ts-mp2.ts, 1",
    "vp8-540p30-5s-flower.webm, 2",
    "vp9-288p-10s-tractor.webm, 3",
    "wmv3-wmavoice-5fps.wmv, 4"
  })
  void hasTheFramesAndTimesOfAWholeEncodeOfARealFile(String name, int seconds) throws Exception {
    compare(Corpus.real("video/" + name), H264, Duration.ofSeconds(seconds), SMALL);
  }

  @Test
  void keepsTheTransparencyOfARealFile() throws Exception {
    compare(Corpus.real("video/vp9-alpha-5s.webm"), VP9);
  }

  @Test
  void keepsAStartThatLiesBehindTheSound() throws Exception {
    Path source =
        new Studio(folder)
            .synthesize(
                "mkv",
                "-itsoffset",
                "0.7",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=25:d=8",
                "-f",
                "lavfi",
                "-i",
                "sine=d=9",
                "-c:v",
                "libx264",
                "-g",
                "50",
                "-c:a",
                "aac");

    compare(source, H264);
    compare(source, VP9);
  }

  /** A transport stream counts from its first track that is used: here not from the sound. */
  @Test
  void beginsASilentOutputWithThePicture() throws Exception {
    Path source =
        new Studio(folder)
            .synthesize(
                "ts",
                "-itsoffset",
                "0.7",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=25:d=8",
                "-f",
                "lavfi",
                "-i",
                "sine=d=9",
                "-c:v",
                "libx264",
                "-g",
                "50",
                "-c:a",
                "aac");

    for (String options : List.of("{'audio':'none'}", "{}")) {
      compare(source, H264, LENGTH, options);
    }
  }

  @Test
  void keepsAnEditListThatSkipsTheBeginning() throws Exception {
    Path source = DividedSources.make(folder, "open groups of pictures", "mp4");
    Path cut =
        new Studio(Files.createDirectories(folder.resolve("cut")))
            .synthesize("mp4", "-ss", "0.5", "-i", source.toString(), "-c", "copy");

    compare(cut, H264);
  }

  /** In a calm scene, an encoder that knows nothing of the video would begin with too few bits. */
  @Test
  void looksAroundTheCutsLikeAWholeEncode() throws Exception {
    Studio studio = new Studio(folder);
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "color=gray:s=320x180:r=25:d=8,noise=alls=40:all_seed=1,gblur=2,noise=alls=3:allf=t:all_seed=1",
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "8",
            "-g",
            "50");
    Path whole = studio.encodeAndCheck(source, Presets.of(H264), H264);
    Path own = Files.createDirectories(folder.resolve("divided"));
    try (DividedStudio divided = new DividedStudio(own, source, Presets.of(H264), H264)) {
      Cuts cuts = divided.cut(LENGTH);

      Path joined = divided.divided(LENGTH, cuts);

      List<Double> expected = studio.compared(whole, source, "psnr", "lavfi.psnr.psnr_avg");
      List<Double> found = studio.compared(joined, source, "psnr", "lavfi.psnr.psnr_avg");
      for (Segment segment : cuts.segments().subList(1, cuts.segments().size())) {
        int cut = (int) Math.round(segment.start() * 25);
        assertThat(mean(found, cut)).isGreaterThan(mean(expected, cut) - 0.3);
      }
    }
  }

  /** The mean of the 12 frames around a cut. */
  private static double mean(List<Double> values, int cut) {
    return values.subList(cut - 6, cut + 6).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }

  @Test
  void keepsTransparency() throws Exception {
    Path source =
        new Studio(folder)
            .synthesize(
                "webm",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=25:d=8",
                "-vf",
                "format=yuva420p,geq=lum='p(X,Y)':a='if(gt(X,80),255,40)'",
                "-c:v",
                "libvpx-vp9",
                "-pix_fmt",
                "yuva420p",
                "-g",
                "50",
                "-deadline",
                "realtime");

    Path joined = compare(source, VP9);

    double alpha =
        new Studio(folder)
            .perFrame(
                List.of("-c:v", "libvpx-vp9"),
                joined,
                "alphaextract,signalstats",
                "lavfi.signalstats.YAVG")
            .getFirst();
    assertThat(alpha).isBetween(100.0, 200.0);
  }

  private Path compare(Path source, StrategyId strategy) throws Exception {
    return compare(source, strategy, LENGTH);
  }

  private Path compare(Path source, StrategyId strategy, Duration length) throws Exception {
    return compare(source, strategy, length, "{}");
  }

  private Path compare(Path source, StrategyId strategy, Duration length, String options)
      throws Exception {
    Path all = Files.createTempDirectory(folder, strategy.value());
    Studio whole = new Studio(Files.createDirectories(all.resolve("whole")));
    Studio.Take take = whole.encode(source, Presets.of(strategy), options);
    whole.check(take);
    Path expected = take.output();
    Path own = Files.createDirectories(all.resolve("divided"));
    try (DividedStudio studio =
        new DividedStudio(own, source, Presets.of(strategy), options, strategy)) {
      Cuts cuts = studio.cut(length);
      assertThat(cuts.segments()).hasSizeGreaterThan(1);

      Path joined = studio.divided(length, cuts);

      assertThat(whole.times(joined)).isEqualTo(whole.times(expected));
      assertThat(whole.soundTimes(joined)).isEqualTo(whole.soundTimes(expected));
      assertThat(whole.seconds(joined)).isCloseTo(whole.seconds(expected), within(0.01));
      assertThat(whole.similarity(joined, expected)).isGreaterThan(0.95);
      return Files.copy(joined, all.resolve("joined"));
    }
  }
}
