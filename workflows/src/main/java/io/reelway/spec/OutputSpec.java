package io.reelway.spec;

import static io.reelway.media.MediaKind.AUDIO;

import io.reelway.media.AudioTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Crop;
import io.reelway.plan.Effort;
import io.reelway.plan.Excerpt;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one output must be: a preset with the options of a request. Strategies plan from it.
 *
 * @param preset the preset of the job
 * @param options what was asked for
 * @param kind what the output is; {@code null} to let the formats and the source decide
 * @param motion whether an image is still or an animation
 */
public record OutputSpec(
    Preset preset, JobOptions options, @Nullable MediaKind kind, Motion motion) {
  /** The maximum frame rate without an option. A higher one is not visible and doubles the work. */
  public static final double FASTEST = 60;

  /** Whether an image that is made of a source with several frames is still. */
  public enum Motion {
    /**
     * An animation stays one, and an image of a video is still. But a GIF is asked for to see
     * something move.
     */
    OF_SOURCE,
    /** The image is an animation, and a source of one frame is refused. */
    MOVING,
    /** The image is still. */
    STILL
  }

  private static final Set<String> VIDEO_FORMATS = Set.of("mp4", "webm");

  /** A step of quality changes the constant rate factor by this much. */
  private static final double CRF_PER_QUALITY = 0.6;

  /** The constant rate factors that all encoders of videos accept, without the lossless 0. */
  private static final int BEST_CRF = 8;

  private static final int WORST_CRF = 51;

  /** So many steps of the constant rate factor double the bit rate. */
  private static final double CRF_OF_DOUBLE_RATE = 6;

  /** What a preset says without options. */
  public static OutputSpec of(Preset preset) {
    return main(preset, JobOptions.NONE);
  }

  /** The main output of a job. */
  public static OutputSpec main(Preset preset, JobOptions options) {
    MediaKind kind = options.audio() == AudioChoice.ONLY ? AUDIO : null;
    return new OutputSpec(preset, options, kind, Motion.OF_SOURCE);
  }

  /**
   * A further output of a job. It gets the effort of the main output unless it has its own.
   *
   * @param main the options of the main output
   * @throws IllegalArgumentException for a type that this build does not know
   */
  public static OutputSpec further(Preset preset, OutputRequest request, JobOptions main) {
    MediaKind kind =
        switch (request.type()) {
          case "image" -> MediaKind.IMAGE;
          case OutputRequest.ANIMATION ->
              request.options().format().stream().anyMatch(VIDEO_FORMATS::contains)
                  ? MediaKind.VIDEO
                  : MediaKind.IMAGE;
          case "audio" -> AUDIO;
          case "video", OutputRequest.HLS, OutputRequest.STORYBOARD -> MediaKind.VIDEO;
          default ->
              throw new IllegalArgumentException(
                  "This server cannot make outputs of type " + request.type() + ".");
        };
    boolean moving = request.type().equals(OutputRequest.ANIMATION);
    JobOptions asked = request.options().orEffortOf(main);
    if (moving) {
      asked = asked.ofAnimation();
    } else if (request.at() != null) {
      asked = asked.startingAt(request.at());
    }
    return new OutputSpec(preset, asked, kind, moving ? Motion.MOVING : Motion.STILL);
  }

  /** Whether an image of that source is an animation. */
  public boolean moves(Probe source) {
    boolean video = source.kind() == MediaKind.VIDEO;
    return switch (motion) {
      case OF_SOURCE -> source.animated() || (video && options.format().contains("gif"));
      case MOVING -> source.animated() || video;
      case STILL -> false;
    };
  }

  /** Quality of images on the scale of WebP, 1 to 100. */
  public int imageQuality() {
    return options.quality() == null ? preset.imageQuality() : options.quality();
  }

  /**
   * Constant rate factor of videos. An option of the quality that the preset has for images means
   * the preset's own factor.
   */
  public int videoCrf() {
    long crf = Math.round(preset.videoCrf() - CRF_PER_QUALITY * better());
    return Math.clamp(crf, Math.min(BEST_CRF, preset.videoCrf()), WORST_CRF);
  }

  /**
   * Maximum bit rate of a video in kbit/s. It grows with the quality, and with the pixels of videos
   * that were asked to be larger than the preset makes them.
   *
   * @param longSide the longer side of the output in pixels
   */
  public int videoBitrateKbps(int longSide) {
    double quality = Math.pow(2, CRF_PER_QUALITY * better() / CRF_OF_DOUBLE_RATE);
    double side = Math.max(1, (double) longSide / preset.maxWidth());
    return (int) Math.max(1, Math.round(preset.videoBitrateKbps() * quality * side * side));
  }

  private int better() {
    return imageQuality() - preset.imageQuality();
  }

  /** Processor time of the encoders. */
  public Effort effort() {
    return options.effort() == null ? Effort.BALANCED : options.effort();
  }

  /** Bit rate of stereo sound in kbit/s. */
  public int audioBitrateKbps() {
    return preset.audioBitrateKbps();
  }

  /** Whether a width or a height was asked for. Otherwise, {@link Preset#maxWidth()} holds. */
  public boolean hasSize() {
    return options.width() != null || options.height() != null;
  }

  /** How the picture fills the size. */
  public Fit fit() {
    return options.fit() == null ? Fit.CONTAIN : options.fit();
  }

  /** Whether the sound of a video is kept beside its picture. */
  public boolean keepsSound() {
    return options.audio() != AudioChoice.NONE;
  }

  /** Whether the output has sound: that of the source reaches into the requested time. */
  public boolean hasSound(Probe probe) {
    AudioTrack audio = probe.audio();
    Double start = options.start();
    return audio != null
        && keepsSound()
        && (audio.end() == null || start == null || start * 1000 < audio.end().toMillis());
  }

  /** Whether only a part of the time of the source is wanted. */
  public boolean trims() {
    return (options.start() != null && options.start() > 0) || options.duration() != null;
  }

  /** The member of a request that says where the output begins in the source. */
  public String startMember() {
    return kind == MediaKind.IMAGE && motion == Motion.STILL ? "at" : "start";
  }

  /** The part of the source, with a part of its picture; {@code null} for all of it. */
  public @Nullable Excerpt excerpt(@Nullable Crop crop) {
    return crop == null && !trims() ? null : new Excerpt(crop, options.start(), options.duration());
  }

  /**
   * The length of the output of a source.
   *
   * @param source its length; {@code null} if unknown
   */
  public @Nullable Duration length(@Nullable Duration source) {
    if (source == null || !trims()) {
      return source;
    }
    Duration left = source.minus(ofSeconds(Objects.requireNonNullElse(options.start(), 0.0)));
    Duration most = options.duration() == null ? left : ofSeconds(options.duration());
    return left.compareTo(most) < 0 ? left : most;
  }

  /**
   * The length of an output without sound. The time before its first frame does not count.
   *
   * @return {@code null} if unknown
   */
  public @Nullable Duration silentLength(Probe source) {
    Duration end = source.silentLength();
    Duration begin = source.pictureBegin();
    double start = Objects.requireNonNullElse(options.start(), 0.0);
    if (end == null || (start == 0 && source.countsByTracks())) {
      return length(end == null ? null : end.minus(begin));
    }
    Duration until = Objects.requireNonNull(length(end), "the length of a known end");
    Duration empty = begin.minus(ofSeconds(start));
    return empty.isPositive() ? Collections.max(List.of(until.minus(empty), Duration.ZERO)) : until;
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Whether a format or a codec was asked for. Otherwise, the preset's strategies are tried. */
  public boolean choosesFormat() {
    return !options.format().isEmpty()
        || options.videoCodec() != null
        || options.audioCodec() != null;
  }
}
