package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sound of encoded videos and its synchronisation with the picture. */
class VideoSoundTest {
  private static final int RATE = 48_000;

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** A flash and a beep at second 1. The sound track starts the given time after the picture. */
  @ParameterizedTest
  @CsvSource({
    "video-mp4-h264, mp4, 0", "video-mp4-h264, mp4, 0.5", "video-mp4-h264, ts, 0.25",
    "video-webm-vp9, mp4, 0", "video-webm-vp9, mkv, 0.5", "original, mp4, 0.5",
  })
  void keepsSoundAndPictureInSync(StrategyId strategy, String container, double late)
      throws Exception {
    String moment = "lt(abs(t%s-1.02),0.03)";
    Path source =
        studio.synthesize(
            container,
            "-f",
            "lavfi",
            "-i",
            "color=black:s=64x64:r=25:d=2,drawbox=t=fill:c=white:enable='"
                + moment.formatted("")
                + "'",
            "-itsoffset",
            Double.toString(late),
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='" + moment.formatted("+" + late) + "*sin(2*PI*1000*t)':s=48000:d=1.4",
            "-c:v",
            "libx264",
            "-c:a",
            "aac");

    Path output = studio.encodeAndCheck(source, Presets.WEB, strategy);

    assertThat(beep(output) - flash(output)).isCloseTo(0, within(0.02));
  }

  private double flash(Path file) throws Exception {
    List<Double> light = studio.perFrame(file, "signalstats", "lavfi.signalstats.YAVG");
    List<Double> times = studio.times(file);
    for (int i = 0; i < light.size(); i++) {
      if (light.get(i) > 100) {
        return times.get(i);
      }
    }
    throw new AssertionError("no flash");
  }

  private double beep(Path file) throws Exception {
    FloatBuffer samples =
        samples(file, "aresample=48000:async=1:first_pts=0,aformat=channel_layouts=mono");
    for (int i = 0; i < samples.limit(); i++) {
      if (Math.abs(samples.get(i)) > 0.2) {
        return (double) i / RATE;
      }
    }
    throw new AssertionError("no beep");
  }

  /**
   * The centre goes to both ears at -3 dB: 0.1 of full scale becomes 0.0707, which halves its mean
   * square.
   */
  @Test
  void mixesTheCentreIntoBothEars() throws Exception {
    Path source = surround("0|0|0.1*sin(2*PI*440*t)|0|0|0");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(channels(output)).isEqualTo(2);
    assertThat(decibels(samples(output, "anull"))).isCloseTo(-26.0, within(1.0));
  }

  /** ffmpeg has no layout for these numbers of channels. The third one goes to both ears. */
  @ParameterizedTest
  @CsvSource({"9, mp4", "11, webm", "13, mp4", "15, webm"})
  void mixesChannelsWithoutPlaces(int channels, String format) throws Exception {
    String silence = "|0".repeat(channels - 3);
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "color=gray:s=64x64:r=10:d=1",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0|0|0.1*sin(2*PI*440*t)" + silence + "':s=48000:d=1",
            "-c:v",
            "libx264",
            "-c:a",
            "pcm_s16le");

    Take take = studio.encode(source, Presets.WEB, "{'format':['%s']}".formatted(format));
    studio.check(take);

    assertThat(channels(take.output())).isEqualTo(2);
    assertThat(decibels(samples(take.output(), "anull"))).isCloseTo(-26.0, within(1.0));
  }

  @Test
  void doesNotClipALoudDownmix() throws Exception {
    String loud = "0.9*sin(2*PI*440*t)";
    Path source = surround(String.join("|", loud, loud, loud, "0", loud, loud));

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    FloatBuffer samples = samples(output, "anull");
    float peak = 0;
    for (int i = 0; i < samples.limit(); i++) {
      peak = Math.max(peak, Math.abs(samples.get(i)));
    }
    assertThat(peak).isBetween(0.7f, 1.02f);
  }

  private int channels(Path file) throws Exception {
    return Objects.requireNonNull(studio.probe(file).audio()).channels();
  }

  private Path surround(String channels) throws Exception {
    return studio.synthesize(
        "mkv",
        "-f",
        "lavfi",
        "-i",
        "color=gray:s=64x64:r=10:d=1",
        "-f",
        "lavfi",
        "-i",
        "aevalsrc='" + channels + "':c=5.1:s=48000:d=1",
        "-c:v",
        "libx264",
        "-c:a",
        "flac");
  }

  private FloatBuffer samples(Path file, String filters) throws Exception {
    byte[] bytes =
        studio.bytes(
            List.of(
                "-v", "error", "-i", file.toString(), "-vn", "-af", filters, "-f", "f32le", "-"));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static double decibels(FloatBuffer samples) {
    double sum = 0;
    for (int i = 0; i < samples.limit(); i++) {
      sum += samples.get(i) * samples.get(i);
    }
    return 10 * Math.log10(sum / samples.limit());
  }

  @Test
  void keepsThePictureThatOutlastsTheSound() throws Exception {
    Path source = Studio.corpus("video/h264-audio-shorter-than-video.mp4");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.times(output)).hasSize(72);
    assertThat(studio.probe(output).duration())
        .isCloseTo(Duration.ofMillis(1200), Duration.ofMillis(20));
  }

  @Test
  void keepsMono() throws Exception {
    Path output =
        studio.encodeAndCheck(
            Studio.corpus("video/h264-480x360-audio-mono.mp4"),
            Presets.LOW_BANDWIDTH,
            StrategyIds.VIDEO_MP4_H264);

    assertThat(channels(output)).isEqualTo(1);
  }

  /** An MP4 has MP3 only from 16 kHz on. */
  @ParameterizedTest
  @CsvSource({"8000, 16000", "11025, 22050", "12000, 24000", "9000, 16000", "16000, 16000"})
  void raisesALowSampleRateOfAnMp3(int rate, int raised) throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:d=1",
            "-f",
            "lavfi",
            "-i",
            "sine=d=1:r=" + rate,
            "-c:v",
            "libx264",
            "-c:a",
            "pcm_s16le");

    Take take = studio.encode(source, Presets.WEB, "{'format':['mp4'],'audioCodec':'mp3'}");
    studio.check(take);

    assertThat(Objects.requireNonNull(studio.probe(take.output()).audio()).sampleRate())
        .isEqualTo(raised);
  }

  /**
   * No decoder for this track is allowed. The picture and the other sound track must still be
   * encoded.
   */
  @Test
  void anUnreadableTrackDoesNotAffectTheOthers() throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:d=1",
            "-f",
            "lavfi",
            "-i",
            "sine=r=8000:d=1",
            "-map",
            "0",
            "-map",
            "1",
            "-map",
            "1",
            "-c:a:0",
            "real_144",
            "-c:a:1",
            "aac");

    io.reelway.media.Probe probe = studio.probe(source);

    assertThat(java.util.Objects.requireNonNull(probe.audio()).codec()).isEqualTo("aac");
    assertThat(probe.warnings())
        .containsExactly("One further track (picture, sound or subtitles) is left out.");
    assertThat(studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264))
        .isNotEmptyFile();
  }

  /** Recorders declare the sound of a microphone that is off. */
  @ParameterizedTest
  @CsvSource({"mkv, libopus, 0", "webm, libopus, 1", "avi, aac, 0", "mp4, aac, 0"})
  void aSoundTrackWithoutPacketsIsLeftOut(String container, String encoder, int live)
      throws Exception {
    Path source =
        studio.synthesize(
            container,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:d=1",
            "-f",
            "lavfi",
            "-i",
            "sine=d=1",
            "-af",
            "aselect=0",
            "-c:v",
            container.equals("webm") ? "libvpx" : "libx264",
            "-c:a",
            encoder,
            container.equals("mp4") ? "-movflags" : "-live",
            container.equals("mp4") ? "frag_keyframe+empty_moov" : Integer.toString(live));

    Take take = studio.encode(source, Presets.WEB, "{'format':['mp4']}");

    assertThat(studio.check(take).warnings()).isEmpty();
    assertThat(take.probe().audio()).isNull();
    assertThat(take.probe().warnings())
        .containsExactly("The sound track is empty, so it is left out.");
  }

  /** ffprobe reads no packet of such sound before its report. */
  @ParameterizedTest
  @ValueSource(strings = {"mkv", "flv"})
  void soundThatBeginsLateIsKept(String container) throws Exception {
    Path source =
        studio.synthesize(
            container,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=10:d=10",
            "-itsoffset",
            "8",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2",
            "-c:v",
            "libx264",
            "-c:a",
            "aac");

    assertThat(studio.probe(source).audio()).isNotNull();
  }
}
