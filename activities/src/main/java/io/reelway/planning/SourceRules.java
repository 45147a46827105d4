package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputSpec;
import io.reelway.spec.OutputSpec.Motion;
import io.reelway.strategy.AudioTask;
import io.reelway.strategy.FrameArguments;
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
    if (spec.motion() == Motion.MOVING && source == MediaKind.IMAGE && !probe.animated()) {
      throw refuse("The options ask for an animation, but the source is a still image.");
    }
    if (source == MediaKind.IMAGE && spec.trims() && !probe.animated()) {
      throw refuse(noTimes(spec));
    }
    if (spec.kind() == MediaKind.AUDIO && !spec.hasSound(probe)) {
      throw refuse(AudioTask.ENDS_BEFORE_START);
    }
    Duration length = spec.kind() == MediaKind.AUDIO ? probe.duration() : probe.silentLength();
    if (asked.start() != null
        && length != null
        && asked.start() * 1000 >= length.toMillis()
        && asked.start() > 0) {
      throw refuse(
          "The option %s is %s s, but the %s lasts only %s s."
              .formatted(
                  spec.startMember(),
                  new BigDecimal(asked.start().toString()).stripTrailingZeros().toPlainString(),
                  length.equals(probe.duration()) ? "source" : "picture",
                  BigDecimal.valueOf(length.toMillis(), 3).stripTrailingZeros().toPlainString()));
    }
  }

  /** The sentence about times of a source that has none. */
  private static String noTimes(OutputSpec spec) {
    String start = spec.startMember();
    boolean begins = spec.options().start() != null && spec.options().start() > 0;
    boolean both = begins && spec.options().duration() != null;
    String sent = both ? start + " and duration" : begins ? start : "duration";
    return "The %s a video or an animation, but the source is a still image; leave %s out."
        .formatted(
            both ? "options " + sent + " need" : "option " + sent + " needs", both ? "both" : sent);
  }

  /**
   * Refuses an image that would be a long animation: every frame of an animation of a video is
   * stored without loss before it is encoded.
   */
  static void refuseLongAnimation(Probe probe, OutputSpec spec) {
    if (probe.kind() != MediaKind.VIDEO || !spec.moves(probe)) {
      return;
    }
    Double asked = spec.options().maxFrameRate();
    Rational own = probe.pictureTrack().frameRate();
    double most = asked == null ? OutputSpec.FASTEST : asked;
    double rate = own == null ? most : Math.min(most, own.value());
    Duration length = spec.silentLength(probe);
    if (length == null) {
      return;
    }
    double frames = rate * length.toMillis() / 1000;
    if (frames > FrameArguments.MOST_FRAMES) {
      throw refuse(FrameArguments.TOO_MANY_FRAMES);
    }
    if (FrameArguments.hasTooManyPixels(probe, spec, frames)) {
      throw refuse(FrameArguments.TOO_MANY_PIXELS);
    }
  }

  /** Refuses an output whose quality cannot be measured. */
  static void checkMeasurable(Attempt attempt) {
    if (attempt.expectation().picture() == null) {
      throw refuse("A quality target needs a picture; write a number as quality, or leave it out.");
    }
    if (attempt.expectation().shows(Shape.ANIMATION)) {
      throw refuse(
          "A quality target needs a video or a still image, and this output is an animated image;"
              + " ask for the format mp4 or webm, or write a number as quality.");
    }
  }

  /** The refusal of formats or codecs that no strategy makes of a source. */
  static StageException noWay(Probe probe, OutputSpec spec) {
    JobOptions asked = spec.options();
    if ("hevc".equals(asked.videoCodec())
        && probe.kind() == MediaKind.VIDEO
        && !probe.picture().alpha()) {
      return refuse(
          "HEVC needs a picture of at least 32 pixels on each side; ask for a larger size, or for"
              + " another videoCodec.");
    }
    return asked.format().isEmpty()
        ? refuse(noCodec(probe, asked))
        : noWay(probe, String.join(" or ", asked.format()));
  }

  /** The sentence about a codec without a format. The output is of the kind of its source. */
  private static String noCodec(Probe probe, JobOptions asked) {
    boolean video = asked.videoCodec() != null;
    String member = video ? "videoCodec" : "audioCodec";
    if (probe.kind() == MediaKind.VIDEO) {
      return "This server makes no %s with the codec %s; leave %s out."
          .formatted(
              probe.picture().alpha() ? "transparent video" : "video",
              video ? asked.videoCodec() : asked.audioCodec(),
              member);
    }
    String other = video && probe.animated() ? ", or write mp4 or webm as format" : "";
    return "The source is %s, which has no %s; leave %s out%s."
        .formatted(described(probe), video ? "video codec" : "sound", member, other);
  }

  /**
   * The refusal of something that no strategy makes of a source.
   *
   * @param wanted what was asked for
   */
  static StageException noWay(Probe probe, String wanted) {
    return refuse(
        "The options ask for " + wanted + ", which cannot be made of " + described(probe) + ".");
  }

  /** The refusal of a type of outputs that only videos have. */
  static StageException noVideo(Probe probe, String type) {
    return refuse("The type " + type + " needs a video, but the source is " + named(probe) + ".");
  }

  private static String described(Probe probe) {
    boolean transparent = probe.findPicture().map(track -> track.picture().alpha()).orElse(false);
    return transparent
        ? named(probe).replaceFirst("^an? (still )?", "a transparent ")
        : named(probe);
  }

  private static String named(Probe probe) {
    return switch (probe.kind()) {
      case VIDEO -> "a video";
      case IMAGE -> probe.animated() ? "an animation" : "a still image";
      case AUDIO -> "sound without a picture";
    };
  }

  private static StageException refuse(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
