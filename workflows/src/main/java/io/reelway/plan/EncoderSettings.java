package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.media.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The numbers for the encoders of an attempt. A part exists only if the attempt runs that encoder.
 *
 * @param image for the encoder of an image; {@code null} without one
 * @param video for the encoder of a video's picture; {@code null} without one
 * @param audio for the encoder of sound; {@code null} without one
 * @param ladder for the encoders of a stream in several sizes; {@code null} without one
 * @param sprites for the images of a storyboard; {@code null} without one
 * @param effort how much processor time the encoders of pictures may take; {@code null} for {@link
 *     Effort#BALANCED}
 */
public record EncoderSettings(
    @Nullable Image image,
    @Nullable Video video,
    @Nullable Audio audio,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Ladder ladder,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Sprites sprites,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Effort effort) {
  /** The settings of an attempt that copies. */
  public static final EncoderSettings NONE = new EncoderSettings(null, null, null);

  public EncoderSettings {
    effort = effort == Effort.BALANCED ? null : effort;
  }

  /** Settings of one file. */
  public EncoderSettings(@Nullable Image image, @Nullable Video video, @Nullable Audio audio) {
    this(image, video, audio, null, null, null);
  }

  /**
   * Settings of an image.
   *
   * @param quality quality on the scale of WebP, 1 to 100
   * @param bound whether the output must have the format of its strategy; otherwise, a drawing may
   *     become a lossless WebP
   * @param frameRateCap for an animation of a video: maximum frames per second; {@code null}: keep
   *     all
   */
  public record Image(
      int quality,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean bound,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rational frameRateCap) {
    /** Settings of an image that may become a lossless WebP. */
    public Image(int quality) {
      this(quality, false, null);
    }

    /** A copy with another quality. */
    public Image with(int other) {
      return new Image(other, bound, frameRateCap);
    }
  }

  /**
   * Settings of a video's picture.
   *
   * @param crf constant rate factor; lower is better
   * @param bitrateKbps maximum bit rate in kbit/s
   * @param frameRateCap frames per second above which frames are dropped; {@code null}: keep all
   * @param targetKbps mean bit rate in kbit/s that replaces the constant rate factor; {@code null}
   *     to encode with the factor
   */
  public record Video(
      double crf,
      int bitrateKbps,
      @Nullable Rational frameRateCap,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer targetKbps) {
    /** Settings of an encode with the constant rate factor. */
    public Video(double crf, int bitrateKbps, @Nullable Rational frameRateCap) {
      this(crf, bitrateKbps, frameRateCap, null);
    }

    /** A copy with another constant rate factor. */
    public Video with(double other) {
      return new Video(other, bitrateKbps, frameRateCap, targetKbps);
    }

    /** A copy with a mean bit rate instead of the factor. */
    public Video targeting(int kbps) {
      return new Video(crf, bitrateKbps, frameRateCap, kbps);
    }
  }

  /**
   * Settings of sound.
   *
   * @param bitrateKbps bit rate of stereo in kbit/s
   * @param codec the codec, as options name it; {@code null} for the usual one of the strategy
   */
  public record Audio(
      int bitrateKbps, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String codec) {
    /** The usual codec. */
    public Audio(int bitrateKbps) {
      this(bitrateKbps, null);
    }
  }

  /** How much processor time the encoders of pictures may take. */
  public Effort chosenEffort() {
    return effort == null ? Effort.BALANCED : effort;
  }

  /** A copy with another effort. */
  public EncoderSettings with(Effort other) {
    return new EncoderSettings(image, video, audio, ladder, sprites, other);
  }

  /** A copy with other numbers for an image. */
  public EncoderSettings with(Image other) {
    return new EncoderSettings(other, video, audio, ladder, sprites, effort);
  }

  /** A copy with other numbers for a video. */
  public EncoderSettings with(Video picture, @Nullable Audio sound) {
    return new EncoderSettings(image, picture, sound, ladder, sprites, effort);
  }

  /** Whether a mean bit rate of a video replaces its constant rate factor. */
  public boolean targetsRate() {
    return video != null && video.targetKbps() != null;
  }

  /** The frame rate above which frames are dropped; {@code null}: keep all. */
  public @Nullable Rational frameRateCap() {
    if (video != null) {
      return video.frameRateCap();
    }
    return image == null ? null : image.frameRateCap();
  }

  /** The settings of an image. */
  public static EncoderSettings of(Image image) {
    return new EncoderSettings(image, null, null);
  }

  /**
   * The settings of a video.
   *
   * @param audio {@code null} for a video without sound
   */
  public static EncoderSettings of(Video video, @Nullable Audio audio) {
    return new EncoderSettings(null, video, audio);
  }

  /** A copy for a stream in several sizes. */
  public EncoderSettings with(Ladder sizes) {
    return new EncoderSettings(image, video, audio, sizes, sprites, effort);
  }

  /** The settings of a storyboard. */
  public static EncoderSettings of(Sprites sprites) {
    return new EncoderSettings(null, null, null, null, sprites, null);
  }
}
