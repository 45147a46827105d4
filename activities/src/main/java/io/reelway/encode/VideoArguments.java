package io.reelway.encode;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of the command line that makes a video: its picture track and, if any, its sound. */
final class VideoArguments implements EncodeCommand.Part {
  /** What shows through transparent pixels where a codec has none: the paper of most web pages. */
  static final String BACKGROUND = "white";

  /** x264's note about itself. */
  private static final String WITHOUT_NOTE = "filter_units=remove_types=6";

  /**
   * MP4 stores lengths in decoding order, in which the last picture is not the last that is shown:
   * how long that one stands, and the gap before it, would be lost. So what is decoded last gets
   * all the time that is left; one tick, where those before it take more than the whole.
   */
  private static final String WHOLE_LENGTH =
      "setts=pts=PTS:dts=DTS:duration='st(0,max(ld(0),PTS+DURATION-STARTPTS));"
          + "if(eq(NEXT_DTS,NOPTS),max(1,ld(0)-DTS+STARTDTS),DURATION)'";

  /** Below it nothing can be made out. */
  private static final int LEAST_KBPS = 50;

  private final Probe probe;
  private final VideoTrack video;
  private final Target target;
  private final int threads;
  private final Samples samples;
  private final long sourceBytes;

  /**
   * @param sourceBytes size of the source
   */
  VideoArguments(Probe probe, Target target, int threads, Samples samples, long sourceBytes) {
    this.sourceBytes = sourceBytes;
    this.probe = probe;
    this.video = probe.video();
    this.target = target;
    this.threads = threads;
    this.samples = samples;
  }

  /** ffmpeg's own decoders of VP8 and VP9 pass over the transparency. */
  @Override
  public List<String> input() {
    if (!video.alpha()) {
      return List.of();
    }
    return switch (video.codec()) {
      case "vp8" -> List.of("-c:v", "libvpx");
      case "vp9" -> List.of("-c:v", "libvpx-vp9");
      default -> List.of();
    };
  }

  @Override
  public String graph() {
    return "[0:"
        + video.index()
        + "]"
        + new VideoFilters(probe, target).chain(target.strategy().keepsAlpha())
        + "[picture]";
  }

  @Override
  public List<String> output() {
    List<String> words = new ArrayList<>();
    AudioTrack audio = probe.audio();
    if (audio != null) {
      words.addAll(List.of("-map", "0:" + audio.index()));
    }
    words.addAll(timing());
    words.addAll(samples.keyFrames());
    words.addAll(target.strategy() == Strategy.VIDEO_WEBM_VP9 ? vp9() : h264());
    if (audio != null) {
      words.addAll(new SoundArguments(audio, target).words());
    }
    return words;
  }

  /** Frames keep their time to the tick of the source; only such as share one are dropped. */
  private static List<String> timing() {
    return List.of("-fps_mode", "vfr", "-enc_time_base", "filter");
  }

  private List<String> h264() {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            "-c:v",
            "libx264",
            "-preset",
            "medium",
            "-crf",
            text(target.videoCrf()),
            "-maxrate",
            kbps() + "k",
            "-bufsize",
            2 * kbps() + "k",
            "-profile:v",
            "high",
            "-pix_fmt",
            "yuv420p",
            "-threads",
            text(threads)));
    words.addAll(List.of("-bsf:v", WITHOUT_NOTE + "," + WHOLE_LENGTH));
    words.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
    return words;
  }

  /** Measured: docs/decisions/0020-video-encoders.md. */
  private List<String> vp9() {
    return List.of(
        "-c:v", "libvpx-vp9",
        "-deadline", "good",
        "-cpu-used", "3",
        "-row-mt", "1",
        "-tile-columns", "0",
        "-frame-parallel", "0",
        "-g", "240",
        "-crf", text(target.videoCrf()),
        "-b:v", kbps() + "k",
        "-pix_fmt", video.alpha() ? "yuva420p" : "yuv420p",
        "-threads", text(threads),
        "-f", "webm");
  }

  /**
   * The preset's cap. What may grow gets no more than the source spends on its picture and sound:
   * an older codec would need twice as much for the same picture.
   */
  private int kbps() {
    Duration length = probe.duration();
    int cap = target.videoBitrateKbps();
    if (!target.mayGrow() || length == null || length.isZero()) {
      return cap;
    }
    long spent = sourceBytes * 8 / length.toMillis();
    long sound = probe.audio() == null ? 0 : target.audioBitrateKbps();
    return Math.clamp(spent - sound, Math.min(LEAST_KBPS, cap), cap);
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
