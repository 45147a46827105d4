package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of the command line that makes a video: its picture track and, if any, its sound. */
final class VideoArguments implements EncodeCommand.Part {
  /**
   * The colour behind transparent pixels if a codec has no transparency: the background of most web
   * pages.
   */
  static final String BACKGROUND = "white";

  /** The minimum bit rate in kbit/s. Below it, nothing is recognisable. */
  private static final int LEAST_KBPS = 50;

  /** Frames keep their exact times from the source. Only frames with the same time are dropped. */
  static final List<String> TIMING = List.of("-fps_mode", "vfr", "-enc_time_base", "filter");

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

  /**
   * Selects the decoder of a transparent source: ffmpeg's own decoders of VP8 and VP9 ignore the
   * transparency.
   */
  @Override
  public List<String> input() {
    List<String> words = new ArrayList<>(decoder(track));
    words.addAll(Trim.of(task).input());
    if (task.origin() != null) {
      words.addAll(List.of("-copyts", "-itsoffset", seconds(-task.origin())));
      Segment segment = task.segment();
      if (segment != null) {
        // As many parts run as there are cores, so each decodes and filters in one thread.
        words.addAll(List.of("-threads", "1", "-filter_complex_threads", "1"));
      }
      if (segment != null && segment.seek() != null) {
        words.addAll(List.of("-seek_timestamp", "1", "-noaccurate_seek"));
        words.addAll(List.of("-ss", seconds(segment.seek() + task.origin())));
      }
    }
    return words;
  }

  /** Options that choose the decoder of a track. */
  static List<String> decoder(PictureTrack track) {
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
        + new VideoFilters(task).chain(strategy.keepsAlpha())
        + "[picture]";
  }

  /** Gives the encoder of a segment its first frames twice, but not the comparison. */
  @Override
  public List<String> reduction() {
    WarmUp warmUp = warmUp();
    return warmUp == null ? List.of() : warmUp.filters();
  }

  private @Nullable WarmUp warmUp() {
    Segment segment = task.segment();
    return segment == null || !strategy.warmsUp() ? null : WarmUp.of(segment);
  }

  /** The picture of a segment, or picture and sound of a whole video. */
  @Override
  public List<String> output() {
    List<String> words = new ArrayList<>();
    boolean audible = task.segment() == null && attempt.settings().audio() != null;
    words.addAll(audible ? soundTrack() : List.of());
    words.addAll(TIMING);
    words.addAll(task.samples().keyFrames());
    WarmUp warmUp = warmUp();
    words.addAll(warmUp == null ? List.of() : warmUp.arguments());
    words.addAll(new EncoderArguments(strategy, task).words(kbps()));
    words.addAll(audible ? soundEncoder() : List.of());
    return words;
  }

  /** All arguments of ffmpeg for the first of two passes, which only measures the picture. */
  List<String> firstPass() {
    List<String> words = EncodeCommand.opened(input(), task.opening(), task.source());
    words.addAll(List.of("-filter_complex", graph(), "-map", "[picture]"));
    words.addAll(TIMING);
    words.addAll(task.samples().keyFrames());
    words.addAll(new EncoderArguments(strategy, task).firstPass());
    return words;
  }

  /** All arguments of ffmpeg for the sound alone. */
  List<String> soundAlone() {
    List<String> words = EncodeCommand.opened(input(), task.opening(), task.source());
    words.add("-vn");
    words.addAll(EncodeCommand.NO_METADATA);
    words.addAll(soundTrack());
    words.addAll(soundEncoder());
    words.addAll(List.of("-f", strategy.format(), "file:" + task.output()));
    return words;
  }

  private List<String> soundTrack() {
    AudioTrack audio = probe.audio();
    return audio == null || attempt.settings().audio() == null
        ? List.of()
        : List.of("-map", "0:" + audio.index());
  }

  private List<String> soundEncoder() {
    AudioTrack audio = probe.audio();
    EncoderSettings.Audio settings = attempt.settings().audio();
    if (audio == null || settings == null) {
      return List.of();
    }
    String encoder = soundEncoder(settings);
    int[] sampleRates = SoundCodecs.sampleRates(encoder);
    return new SoundArguments(audio, settings.bitrateKbps(), encoder, sampleRates)
        .words(Trim.of(task));
  }

  private String soundEncoder(EncoderSettings.Audio settings) {
    String codec = settings.codec();
    return codec == null ? strategy.soundEncoder() : SoundCodecs.encoder(codec);
  }

  /** A time as ffmpeg's options take it, with its own precision. */
  static String seconds(double time) {
    return String.format(Locale.ROOT, "%.6f", time);
  }

  /**
   * The maximum bit rate of the picture in kbit/s: the preset's cap, and none if a quality must be
   * reached. An output that may grow larger than its source gets no more than the source uses for
   * picture and sound. Otherwise, an older codec would use twice as much for the same picture.
   */
  private int kbps() {
    if (attempt.expectation().quality() != null) {
      return VideoStrategy.UNCAPPED;
    }
    int cap = task.settings().bitrateKbps();
    return attempt.expectation().mayGrow() ? atMostSource(cap, task) : cap;
  }

  /** A maximum bit rate in kbit/s that is not above what the source uses for its picture. */
  static int atMostSource(int cap, VideoTask task) {
    Duration length = task.probe().duration();
    if (length == null || length.isZero()) {
      return cap;
    }
    long spent = task.sourceBytes() * 8 / length.toMillis();
    EncoderSettings.Audio audio = task.attempt().settings().audio();
    long sound = audio == null ? 0 : audio.bitrateKbps();
    return Math.clamp(spent - sound, Math.min(LEAST_KBPS, cap), cap);
  }
}
