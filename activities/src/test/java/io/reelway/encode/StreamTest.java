package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.corpus.Tools;
import io.reelway.encode.Studio.Take;
import io.reelway.hls.MasterPlaylist;
import io.reelway.hls.MediaPlaylist;
import io.reelway.hls.MediaPlaylist.PlaylistSegment;
import io.reelway.plan.Ladder;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.verify.Measured;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of HTTP Live Streaming are as a job asks, with the times of their source. */
class StreamTest {
  @TempDir Path folder;
  private StreamStudio streams;
  private Studio studio;

  @BeforeEach
  void open() {
    streams = new StreamStudio(folder);
    studio = streams.studio;
  }

  private static List<Double> lengths(MediaPlaylist list) {
    return list.segments().stream().map(PlaylistSegment::seconds).toList();
  }

  @Test
  void aStreamHasItsSizesWithTheSameSegmentsAndTheSoundOnce() throws Exception {
    Take take = streams.stream(streams.clip());
    Measured measured = studio.check(take);

    MasterPlaylist master = MasterPlaylist.parse(Files.readString(take.output()));
    assertThat(master.variants())
        .extracting(variant -> variant.uri() + " " + variant.width() + "x" + variant.height())
        .containsExactly("90p.m3u8 160x90", "180p.m3u8 320x180");
    assertThat(master.variants())
        .allSatisfy(variant -> {
          assertThat(variant.codecs()).matches("avc1\\.6400[0-9a-f]{2},mp4a\\.40\\.2");
          assertThat(variant.frameRate()).isCloseTo(25, within(0.001));
          assertThat(variant.peakBits()).isGreaterThanOrEqualTo(variant.meanBits());
        });
    assertThat(master.sound()).isEqualTo(new MasterPlaylist.Sound("sound.m3u8", 1));
    assertThat(lengths(streams.list("180p.m3u8"))).containsExactly(2.0, 2.0, 1.0);
    assertThat(lengths(streams.list("90p.m3u8"))).containsExactly(2.0, 2.0, 1.0);
    assertThat(streams.list("sound.m3u8").seconds()).isCloseTo(5, within(0.02));
    assertThat(measured.duration()).isBetween(Duration.ofMillis(4980), Duration.ofMillis(5020));
    assertThat(PackageFiles.of(take.output(), take.attempt(), measured))
        .extracting(file -> file.path() + " " + file.mediaType())
        .containsExactly(
            "master.m3u8 application/vnd.apple.mpegurl",
            "180p.m3u8 application/vnd.apple.mpegurl",
            "180p.mp4 video/mp4",
            "90p.m3u8 application/vnd.apple.mpegurl",
            "90p.mp4 video/mp4",
            "sound.m3u8 application/vnd.apple.mpegurl",
            "sound.mp4 audio/mp4");
  }

  @Test
  void segmentsJoinedAreExactlyTheTimelineOfTheSource() throws Exception {
    Path source = streams.clip();
    streams.stream(source);

    for (String name : List.of("180p", "90p")) {
      MediaPlaylist list = streams.list(name + ".m3u8");
      Path joined = folder.resolve(name + "-joined.mp4");
      byte[] media = Files.readAllBytes(folder.resolve(list.media()));
      try (OutputStream out = Files.newOutputStream(joined)) {
        out.write(media, 0, (int) list.headerBytes());
        for (PlaylistSegment segment : list.segments()) {
          out.write(media, (int) segment.offset(), (int) segment.bytes());
        }
      }
      assertTimes(studio.times(joined), studio.times(source));
      assertThat(studio.similarity(joined, folder.resolve(list.media()))).isEqualTo(1);
    }
  }

  /** Matroska rounds the times of a source to milliseconds. */
  private static void assertTimes(List<Double> got, List<Double> wanted) {
    assertThat(got).hasSameSizeAs(wanted);
    for (int i = 0; i < got.size(); i++) {
      assertThat(got.get(i)).isCloseTo(wanted.get(i), within(0.001));
    }
  }

  @Test
  void framesOfAVariableRateKeepTheirTimes() throws Exception {
    Path source =
        streams.clip("testsrc2=s=320x180:r=30:d=5,select='not(mod(n,3))+gt(random(0),0.6)'");
    Take take = streams.stream(source);
    studio.check(take);

    assertTimes(studio.times(folder.resolve("90p.mp4")), studio.times(source));
    assertThat(lengths(streams.list("90p.m3u8"))).hasSize(3);
  }

  @Test
  void aLongGapIsOneSegment() throws Exception {
    Path source = streams.clip("testsrc2=s=320x180:r=10:d=9,select='lt(t,1)+gt(t,6.45)'");
    Take take = streams.stream(source);
    studio.check(take);

    assertThat(lengths(streams.list("90p.m3u8"))).hasSize(3).first().isEqualTo(6.5);
    assertThat(List.of("180p", "90p", "sound"))
        .allSatisfy(name -> assertThat(streams.list(name + ".m3u8").targetSec()).isEqualTo(7));
  }

  /** The encoder decodes ahead by the long distances at the start. */
  @ParameterizedTest
  @CsvSource({"h264", "hevc"})
  void aPictureWithFewFramesAtItsStartEndsWithItsLastFrame(String codec) throws Exception {
    Path source = streams.clip("testsrc2=s=320x180:r=25:d=3,select='gt(t,1)+not(mod(n,5))'");
    Take take = streams.stream(source, StreamStudio.withCodec(codec));
    studio.check(take);

    assertThat(streams.list("90p.m3u8").seconds()).isCloseTo(3, within(0.001));
    assertTimes(studio.times(folder.resolve("90p.mp4")), studio.times(source));
  }

  @ParameterizedTest
  @CsvSource({"h264", "hevc", "av1"})
  void aSceneBeginsNoSegment(String codec) throws Exception {
    Path source =
        streams.clip(
            "testsrc2=s=320x180:r=25:d=1.4[a];mandelbrot=s=320x180:r=25,trim=duration=1.4[b];"
                + "cellauto=s=320x180:r=25:rule=110,format=yuv420p,trim=duration=2.2[c];"
                + "[a][b][c]concat=n=3");
    Take take = streams.stream(source, StreamStudio.withCodec(codec));
    studio.check(take);

    assertThat(lengths(streams.list("180p.m3u8"))).containsExactly(2.0, 2.0, 1.0);
  }

  @Test
  void aPictureThatBeginsLateStaysInSyncWithItsSound() throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-itsoffset",
            "0.6",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25:d=4",
            "-f",
            "lavfi",
            "-i",
            "sine=r=48000:d=5");
    Take take = streams.stream(source);
    studio.check(take);

    assertThat(studio.times(folder.resolve("90p.mp4")).getFirst()).isEqualTo(0.6);
    assertThat(lengths(streams.list("90p.m3u8"))).containsExactly(2.6, 2.0);
  }

  @Test
  void aPartOfASilentVideoBecomesAStreamWithoutSound() throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=5");
    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'outputs':[{'name':'s','type':'hls','options':{'start':1,'duration':2.5}}]}",
            "s");
    Measured measured = studio.check(take);

    assertThat(MasterPlaylist.parse(Files.readString(take.output())).sound()).isNull();
    assertThat(measured.duration()).isEqualTo(Duration.ofMillis(2520));
    assertThat(studio.times(folder.resolve("180p.mp4"))).hasSize(63);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hevc | hvc1[.]1[.]6[.]L[0-9]+[.][0-9a-f.]+,mp4a[.]40[.]2
          av1  | av01[.]0[.][0-9]{2}M[.]10,mp4a[.]40[.]2
          """)
  void aStreamMayHaveANewerCodec(String codec, String codecs) throws Exception {
    Path source = streams.clip();
    Take take = streams.stream(source, StreamStudio.withCodec(codec));
    studio.check(take);

    assertThat(take.attempt().strategy().value()).isEqualTo("hls-" + codec);
    assertThat(MasterPlaylist.parse(Files.readString(take.output())).variants())
        .hasSize(2)
        .allSatisfy(variant -> assertThat(variant.codecs()).matches(codecs));
    for (String name : List.of("180p", "90p")) {
      assertThat(lengths(streams.list(name + ".m3u8"))).containsExactly(2.0, 2.0, 1.0);
      assertTimes(studio.times(folder.resolve(name + ".mp4")), studio.times(source));
    }
  }

  @Test
  void aStreamAndAStoryboardNeedAVideo() throws Exception {
    Path animation =
        Tools.make(folder, "a.gif", List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1"));
    Plan plan =
        Studio.plan(
            studio.probe(animation),
            Presets.WEB,
            "{'outputs':[{'name':'s','type':'hls'},{'name':'b','type':'storyboard'}]}");

    assertThat(plan.refusals())
        .extracting(Plan.Refusal::message)
        .containsExactly(
            "The type hls needs a video, but the source is an animation.",
            "The type storyboard needs a video, but the source is an animation.");
  }

  @Test
  void aTransparentVideoIsNotFlattened() throws Exception {
    Plan plan =
        Studio.plan(
            studio.probe(Studio.corpus("video/vp9-alpha-5s.webm")),
            Presets.WEB,
            "{'outputs':[{'name':'s','type':'hls'}]}");

    assertThat(plan.refusals())
        .extracting(Plan.Refusal::message)
        .containsExactly("The options ask for hls, which cannot be made of a transparent video.");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "1920x1080, 1920x1080 1280x720 854x480 640x360",
    "1080x1920, 1080x1920 720x1280 480x854 360x640",
    "640x360, 640x360",
    "320x180, 320x180"
  })
  void choosesSizesThatAreNotAboveTheSource(String source, String sizes) throws Exception {
    Path clip = studio.synthesize("mp4", "-f", "lavfi", "-i", "color=s=" + source + ":r=5:d=0.4");
    Plan plan =
        Studio.plan(studio.probe(clip), Presets.WEB, "{'outputs':[{'name':'s','type':'hls'}]}");

    Ladder ladder = plan.further().getFirst().attempts().getFirst().settings().ladder();
    assertThat(Objects.requireNonNull(ladder).steps())
        .extracting(step -> step.width() + "x" + step.height())
        .containsExactly(sizes.split(" "));
  }
}
