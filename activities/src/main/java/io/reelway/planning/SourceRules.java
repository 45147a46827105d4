package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputSpec;
import java.math.BigDecimal;
import java.time.Duration;

/** What cannot be asked of a source. That shows only when the source is known. */
final class SourceRules {
  private SourceRules() {}

  /**
   * Checks a spec against a source.
   *
   * @throws StageException with {@code INVALID_INPUT} and a sentence that names the option
   */
  static void check(Probe probe, OutputSpec spec) {
    JobOptions asked = spec.options();
    MediaKind source = probe.kind();
    if (spec.kind() == MediaKind.AUDIO && probe.audio() == null) {
      throw refuse(
          source == MediaKind.IMAGE
              ? "The options ask for sound, but the source is an image."
              : "The options ask for sound, but the source has none.");
    }
    if (spec.kind() == MediaKind.VIDEO && source != MediaKind.VIDEO && !probe.animated()) {
      throw refuse("The options ask for a video, but the source is " + described(probe) + ".");
    }
    if (spec.kind() == MediaKind.IMAGE && source == MediaKind.AUDIO) {
      throw refuse("The options ask for an image, but the source is sound without a picture.");
    }
    if (spec.moving() && source == MediaKind.IMAGE && !probe.animated()) {
      throw refuse("The options ask for an animation, but the source is a still image.");
    }
    if (source == MediaKind.IMAGE && spec.trims() && !spec.moving()) {
      throw refuse("The options start and duration need a video or sound; the source is an image.");
    }
    Duration length = probe.duration();
    if (asked.start() != null
        && length != null
        && asked.start() * 1000 >= length.toMillis()
        && asked.start() > 0) {
      throw refuse(
          "The option start is %s s, but the source lasts only %s s."
              .formatted(
                  new BigDecimal(asked.start().toString()).stripTrailingZeros().toPlainString(),
                  BigDecimal.valueOf(length.toMillis(), 3).stripTrailingZeros().toPlainString()));
    }
  }

  /** The refusal of formats or codecs that no strategy makes of a source. */
  static StageException noWay(Probe probe, OutputSpec spec) {
    JobOptions asked = spec.options();
    String codec = asked.videoCodec() == null ? asked.audioCodec() : asked.videoCodec();
    String wanted =
        asked.format().isEmpty() ? "the codec " + codec : String.join(" or ", asked.format());
    return refuse(
        "The options ask for " + wanted + ", which cannot be made of " + described(probe) + ".");
  }

  private static String described(Probe probe) {
    boolean transparent = probe.findPicture().map(track -> track.picture().alpha()).orElse(false);
    return switch (probe.kind()) {
      case VIDEO -> transparent ? "a transparent video" : "a video";
      case IMAGE ->
          (transparent ? "a transparent " : "this ") + (probe.animated() ? "animation" : "image");
      case AUDIO -> "sound without a picture";
    };
  }

  private static StageException refuse(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
