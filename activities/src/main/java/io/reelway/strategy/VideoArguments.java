package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of the command line that makes a video: its picture track and, if any, its sound. */
final class VideoArguments implements EncodeCommand.Part {
  /** What shows through transparent pixels where a codec has none: the paper of most web pages. */
  static final String BACKGROUND = "white";

  /** Below it nothing can be made out. */
  private static final int LEAST_KBPS = 50;

  private final VideoTask task;
  private final Probe probe;
  private final PictureTrack track;
  private final Attempt attempt;
  private final VideoStrategy strategy;

  VideoArguments(VideoTask task, VideoStrategy strategy) {
    this.task = task;
    this.probe = task.probe();
    this.track = probe.pictureTrack();
    this.attempt = task.attempt();
    this.strategy = strategy;
  }

  /** ffmpeg's own decoders of VP8 and VP9 pass over the transparency. */
  @Override
  public List<String> input() {
    if (!track.picture().alpha()) {
      return List.of();
    }
    return switch (track.codec()) {
      case "vp8" -> List.of("-c:v", "libvpx");
      case "vp9" -> List.of("-c:v", "libvpx-vp9");
      default -> List.of();
    };
  }

  @Override
  public String graph() {
    return "[0:"
        + track.index()
        + "]"
        + new VideoFilters(probe, attempt).chain(strategy.keepsAlpha())
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
    words.addAll(task.samples().keyFrames());
    words.addAll(strategy.picture(task, kbps()));
    if (audio != null) {
      words.addAll(
          new SoundArguments(audio, attempt.audioBitrateKbps(), strategy.soundEncoder()).words());
    }
    return words;
  }

  /** Frames keep their time to the tick of the source; only such as share one are dropped. */
  private static List<String> timing() {
    return List.of("-fps_mode", "vfr", "-enc_time_base", "filter");
  }

  /**
   * The preset's cap. What may grow gets no more than the source spends on its picture and sound:
   * an older codec would need twice as much for the same picture.
   */
  private int kbps() {
    Duration length = probe.duration();
    int cap = attempt.videoBitrateKbps();
    if (!attempt.expectation().mayGrow() || length == null || length.isZero()) {
      return cap;
    }
    long spent = task.sourceBytes() * 8 / length.toMillis();
    long sound = probe.audio() == null ? 0 : attempt.audioBitrateKbps();
    return Math.clamp(spent - sound, Math.min(LEAST_KBPS, cap), cap);
  }
}
