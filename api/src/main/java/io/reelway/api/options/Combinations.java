package io.reelway.api.options;

import io.reelway.api.options.OutputFormat.Kind;
import io.reelway.api.problem.RequestException;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.Fit;
import io.reelway.spec.JobOptions;
import java.util.List;
import java.util.function.Predicate;

/**
 * Refuses options that no output can meet together, whatever the source is. A list of formats may
 * hold one for photos and one for videos, so a codec must fit only into the formats of its kind.
 */
final class Combinations {
  private static final List<String> PICTURE = List.of("width", "height", "fit", "maxFrameRate");

  private final JobOptions options;
  private final List<OutputFormat> formats;
  private final JsonMembers members;

  private Combinations(JobOptions options, JsonMembers members) {
    this.options = options;
    this.members = members;
    this.formats =
        options.format().stream().map(word -> OutputFormat.find(word).orElseThrow()).toList();
  }

  /**
   * Checks the options of one output.
   *
   * @param members the JSON that the options were read from
   */
  static void check(JobOptions options, JsonMembers members) {
    Combinations all = new Combinations(options, members);
    all.fitHasBothSides();
    all.formatsAreSoundOrNot();
    all.soundAloneHasNoPicture();
    all.silenceHasNoSound();
    all.videoCodecFits();
    all.audioCodecFits();
    all.codecsFitTogether();
  }

  /** Whether these formats are for sound alone. */
  static boolean isSound(List<String> formats) {
    return !formats.isEmpty()
        && formats.stream()
            .allMatch(word -> OutputFormat.find(word).orElseThrow().kind() == Kind.AUDIO);
  }

  private void fitHasBothSides() {
    boolean needed = options.fit() == Fit.COVER || options.fit() == Fit.FILL;
    if (needed && (options.width() == null || options.height() == null)) {
      throw members.refused(
          "fit",
          "The fit "
              + members.get("fit").asString()
              + " needs both width and height; write both, or leave fit out.");
    }
  }

  private void formatsAreSoundOrNot() {
    boolean sound = formats.stream().anyMatch(is(Kind.AUDIO));
    if (sound && !formats.stream().allMatch(is(Kind.AUDIO))) {
      throw members.refused(
          "format",
          "The list in format has formats for sound alone and others;"
              + " write only one kind, and ask for the other one in outputs.");
    }
  }

  private void soundAloneHasNoPicture() {
    boolean sound = isSound(options.format());
    boolean only = options.audio() == AudioChoice.ONLY;
    if (only && !formats.isEmpty() && !sound) {
      throw members.refused(
          "format",
          "With audio only the output is a file of sound; write one of " + soundFormats() + ".");
    }
    if (!only && !sound) {
      return;
    }
    for (String picture : PICTURE) {
      if (members.has(picture)) {
        throw members.refused(
            picture, "A file of sound has no picture; leave " + picture + " out.");
      }
    }
    if (options.qualityTarget() != null) {
      throw members.refused(
          "quality", "A file of sound has no picture to measure; leave quality out.");
    }
    if (options.videoCodec() != null) {
      throw members.refused("videoCodec", "A file of sound has no picture; leave videoCodec out.");
    }
  }

  private void silenceHasNoSound() {
    if (options.audio() != AudioChoice.NONE) {
      return;
    }
    if (options.audioCodec() != null) {
      throw members.refused(
          "audioCodec", "With audio none there is no sound; leave audioCodec out.");
    }
    if (isSound(options.format())) {
      throw members.refused(
          "format", "With audio none there is no sound; write a format for pictures.");
    }
  }

  private void videoCodecFits() {
    String codec = options.videoCodec();
    if (codec == null || formats.isEmpty()) {
      return;
    }
    if (formats.stream().noneMatch(is(Kind.VIDEO))) {
      throw members.refused(
          "videoCodec",
          "Only a video has a videoCodec; leave it out, or write mp4 or webm as format.");
    }
    formats.stream()
        .filter(is(Kind.VIDEO).and(format -> !format.holdsVideo(codec)))
        .findFirst()
        .ifPresent(other -> {
          List<String> fitting = OutputFormat.words(format -> format.holdsVideo(codec));
          throw doesNotFit("videoCodec", codec, other, fitting);
        });
  }

  private void audioCodecFits() {
    String codec = options.audioCodec();
    if (codec == null || formats.isEmpty()) {
      return;
    }
    if (formats.stream().allMatch(is(Kind.IMAGE))) {
      throw members.refused("audioCodec", "An image has no sound; leave audioCodec out.");
    }
    formats.stream()
        .filter(is(Kind.IMAGE).negate().and(format -> !format.holdsAudio(codec)))
        .findFirst()
        .ifPresent(other -> {
          List<String> fitting = OutputFormat.words(format -> format.holdsAudio(codec));
          throw doesNotFit("audioCodec", codec, other, fitting);
        });
  }

  private void codecsFitTogether() {
    String video = options.videoCodec();
    String audio = options.audioCodec();
    if (video != null
        && audio != null
        && OutputFormat.ALL.stream()
            .noneMatch(format -> format.holdsVideo(video) && format.holdsAudio(audio))) {
      throw members.refused(
          "audioCodec",
          "No format holds " + video + " together with " + audio + "; write another audioCodec.");
    }
  }

  private RequestException doesNotFit(
      String member, String codec, OutputFormat format, List<String> fitting) {
    return members.refused(
        member,
        "The codec %s does not go into %s; it goes into %s."
            .formatted(codec, format.word(), String.join(", ", fitting)));
  }

  private static String soundFormats() {
    return String.join(", ", OutputFormat.words(is(Kind.AUDIO)));
  }

  private static Predicate<OutputFormat> is(Kind kind) {
    return format -> format.kind() == kind;
  }
}
