package io.reelway.spec;

import io.reelway.plan.Preset;

/**
 * What one output must be: a preset with the options of a request. Strategies plan from it.
 *
 * @param options what was asked for
 * @param preset the preset of the job
 */
public record OutputSpec(Preset preset, JobOptions options) {
  /** The maximum frame rate without an option. A higher one is not visible and doubles the work. */
  public static final double FASTEST = 60;

  /** A step of quality changes the constant rate factor by this much. */
  private static final double CRF_PER_QUALITY = 0.6;

  /** The constant rate factors that all encoders of videos accept, without the lossless 0. */
  private static final int BEST_CRF = 8;

  private static final int WORST_CRF = 51;

  /** So many steps of the constant rate factor double the bit rate. */
  private static final double CRF_OF_DOUBLE_RATE = 6;

  /** What a preset says without options. */
  public static OutputSpec of(Preset preset) {
    return new OutputSpec(preset, JobOptions.NONE);
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

  /** Maximum bit rate of videos of the preset's size in kbit/s. It grows with the quality. */
  public int videoBitrateKbps() {
    double factor = Math.pow(2, CRF_PER_QUALITY * better() / CRF_OF_DOUBLE_RATE);
    return (int) Math.max(1, Math.round(preset.videoBitrateKbps() * factor));
  }

  private int better() {
    return imageQuality() - preset.imageQuality();
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

  /** Whether the output is sound alone. */
  public boolean onlySound() {
    return options.audio() == AudioChoice.ONLY;
  }

  /** Whether only a part of the time of the source is wanted. */
  public boolean trims() {
    return (options.start() != null && options.start() > 0) || options.duration() != null;
  }

  /** Whether a format or a codec was asked for. Otherwise, the preset's strategies are tried. */
  public boolean choosesFormat() {
    return !options.format().isEmpty()
        || options.videoCodec() != null
        || options.audioCodec() != null;
  }
}
