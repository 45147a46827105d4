package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.plan.Effort;
import io.reelway.plan.QualityTarget;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for beyond its preset. A member that is {@code null} or empty is left to the
 * preset. Which values the API accepts is decided when a request is read; a job of a later build,
 * which may accept more, stays readable.
 *
 * @param format formats of the output, e.g. {@code mp4}; several compete
 * @param videoCodec codec of the picture of a video, e.g. {@code av1}
 * @param audioCodec codec of the sound, e.g. {@code opus}
 * @param audio what happens to the sound
 * @param width width in pixels as displayed, at least 1; nothing is enlarged
 * @param height height in pixels as displayed, at least 1
 * @param fit how the picture fills width and height
 * @param maxFrameRate maximum frames per second, above 0
 * @param start seconds of the source at which the output begins, 0 or more
 * @param duration length of the output in seconds, above 0
 * @param quality 1 to 100, on the scale of WebP; higher is better
 * @param qualityTarget the quality to reach instead; never together with {@code quality}
 * @param maxBytes maximum size of the output in bytes, above 0
 * @param effort processor time of the encoders
 * @param outputs further outputs; the main one is described by the other members
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobOptions(
    List<String> format,
    @Nullable String videoCodec,
    @Nullable String audioCodec,
    @Nullable AudioChoice audio,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Fit fit,
    @Nullable Double maxFrameRate,
    @Nullable Double start,
    @Nullable Double duration,
    @Nullable Integer quality,
    @Nullable QualityTarget qualityTarget,
    @Nullable Long maxBytes,
    @Nullable Effort effort,
    List<OutputRequest> outputs) {
  /** Asks for nothing. */
  public static final JobOptions NONE =
      new JobOptions(
          List.of(), null, null, null, null, null, null, null, null, null, null, null, null, null,
          List.of());

  /** The usual width of an animation in pixels. */
  private static final int ANIMATION_WIDTH = 320;

  /** The usual maximum frame rate of an animation. */
  private static final double ANIMATION_RATE = 12;

  /** The usual length of an animation in seconds. */
  private static final double ANIMATION_SECONDS = 3;

  public JobOptions {
    format = List.copyOf(Objects.requireNonNullElse(format, List.of()));
    outputs = List.copyOf(Objects.requireNonNullElse(outputs, List.of()));
  }

  /**
   * These options, and the values of a preset where they have none. The result says what will be
   * made, except for what depends on the source: formats and codecs in the order of the preset.
   */
  public JobOptions over(Preset preset) {
    return changed(draft -> {
      draft.audio = audio == null ? AudioChoice.KEEP : audio;
      draft.width = draft.isSized() ? width : Integer.valueOf(preset.maxWidth());
      draft.fit = fit == null ? Fit.CONTAIN : fit;
      draft.maxFrameRate = maxFrameRate == null ? OutputSpec.FASTEST : maxFrameRate;
      draft.effort = effort == null ? Effort.BALANCED : effort;
      if (quality == null && qualityTarget == null) {
        draft.quality = preset.imageQuality();
      }
    });
  }

  /**
   * These options of a request, and those of its preset where they have none. Members that belong
   * together are replaced together: a format replaces the format and the codecs of the preset, a
   * width or a height both sides, and further outputs all of them. What does not go with the
   * request is left out, e.g. the width of a preset when only the sound is wanted.
   *
   * @param preset the options of the preset
   */
  public JobOptions over(JobOptions preset) {
    boolean otherKind =
        audio != null && (audio == AudioChoice.ONLY) != (preset.audio == AudioChoice.ONLY);
    boolean ownFormat = !format.isEmpty() || otherKind;
    AudioChoice sound = audio != null ? audio : ownFormat ? preset.picture() : preset.audio;
    boolean picture = sound != AudioChoice.ONLY;
    boolean ownSides = width != null || height != null || !picture;
    Integer wide = ownSides ? width : preset.width;
    Integer high = ownSides ? height : preset.height;
    boolean fits = preset.fit == Fit.CONTAIN || (wide != null && high != null);
    boolean ownCodec = audioCodec != null || ownFormat || sound == AudioChoice.NONE;
    boolean ownQuality = quality != null || qualityTarget != null;
    return new JobOptions(
        ownFormat ? format : preset.format,
        videoCodec != null || ownFormat ? videoCodec : preset.videoCodec,
        ownCodec ? audioCodec : preset.audioCodec,
        sound,
        wide,
        high,
        fit == null && picture && fits ? preset.fit : fit,
        maxFrameRate == null && picture ? preset.maxFrameRate : maxFrameRate,
        start == null ? preset.start : start,
        duration == null ? preset.duration : duration,
        ownQuality ? quality : preset.quality,
        ownQuality || !picture ? qualityTarget : preset.qualityTarget,
        maxBytes == null ? preset.maxBytes : maxBytes,
        effort == null ? preset.effort : effort,
        outputs.isEmpty() ? preset.outputs : outputs);
  }

  /** These options without the members that have the same value in other ones. */
  public JobOptions beyond(JobOptions other) {
    return changed(draft -> {
      draft.audio = audio == other.audio ? null : audio;
      if (Objects.equals(width, other.width) && Objects.equals(height, other.height)) {
        draft.width = null;
        draft.height = null;
      }
      draft.fit = fit == other.fit ? null : fit;
      draft.maxFrameRate = Objects.equals(maxFrameRate, other.maxFrameRate) ? null : maxFrameRate;
      draft.quality = Objects.equals(quality, other.quality) ? null : quality;
      draft.effort = effort == other.effort ? null : effort;
    });
  }

  /** The choice about sound beside a picture; {@code null} if only sound is wanted. */
  private @Nullable AudioChoice picture() {
    return audio == AudioChoice.ONLY ? null : audio;
  }

  /** These options without further outputs. */
  public JobOptions alone() {
    return changed(draft -> draft.outputs = List.of());
  }

  /** These options with another choice about the sound. */
  public JobOptions withAudio(AudioChoice choice) {
    return changed(draft -> draft.audio = choice);
  }

  /** These options with the effort of other ones if they have none. */
  public JobOptions orEffortOf(JobOptions other) {
    return effort == null ? changed(draft -> draft.effort = other.effort) : this;
  }

  /** These options for a still image of a video. */
  public JobOptions startingAt(double seconds) {
    return changed(draft -> draft.start = seconds);
  }

  /** These options for an animation, which is short, small and silent unless asked otherwise. */
  public JobOptions ofAnimation() {
    return changed(draft -> {
      draft.audio = AudioChoice.NONE;
      draft.width = draft.isSized() ? width : Integer.valueOf(ANIMATION_WIDTH);
      draft.maxFrameRate = maxFrameRate == null ? ANIMATION_RATE : maxFrameRate;
      draft.duration = duration == null ? ANIMATION_SECONDS : duration;
    });
  }

  private JobOptions changed(Consumer<OptionsDraft> change) {
    OptionsDraft draft = new OptionsDraft(this);
    change.accept(draft);
    return draft.done();
  }
}
