package io.reelway.api.options;

import io.reelway.plan.Effort;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.Fit;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the members that describe one output, and their ranges. */
final class OutputMembers {
  /** Pixels; the largest side of a WebP file is 16383, and of most video encoders 16384. */
  static final int LONGEST_SIDE = 16_384;

  /** Frames per second. */
  static final int FASTEST = 240;

  /** Seconds; a week is longer than any source that a server accepts. */
  static final int LATEST = 7 * 24 * 3600;

  /** Seconds; times are exact to the millisecond. */
  static final double SHORTEST = 0.001;

  /** Bytes; the largest number that every JSON reader keeps exactly. */
  static final long MOST_BYTES = (1L << 53) - 1;

  /** All members of an output that has pictures and sound. */
  static final List<String> NAMES =
      List.of(
          "format",
          "videoCodec",
          "audioCodec",
          "audio",
          "width",
          "height",
          "fit",
          "maxFrameRate",
          "start",
          "duration",
          "quality",
          "maxBytes",
          "effort");

  private static final List<String> EFFORTS = List.of("fast", "balanced", "thorough");

  private static final List<String> FITS = List.of("contain", "cover", "fill");

  private final List<String> formats;
  private final List<String> sounds;

  /**
   * @param formats the formats that the output can have
   * @param sounds the values of {@code audio} that it can have
   */
  OutputMembers(List<String> formats, List<String> sounds) {
    this.formats = formats;
    this.sounds = sounds;
  }

  /** Reads the members; those that are not there are absent. */
  JobOptions read(JsonMembers from, List<OutputRequest> outputs) {
    return new JobOptions(
        from.words("format", formats),
        from.word("videoCodec", OutputFormat.VIDEO_CODECS),
        from.word("audioCodec", OutputFormat.AUDIO_CODECS),
        audio(from),
        from.whole("width", 1, LONGEST_SIDE),
        from.whole("height", 1, LONGEST_SIDE),
        fit(from),
        from.number("maxFrameRate", 1, FASTEST, "a number from 1 to " + FASTEST),
        from.number("start", 0, LATEST, "seconds from 0 to " + LATEST),
        from.number("duration", SHORTEST, LATEST, "seconds from " + SHORTEST + " to " + LATEST),
        QualityReader.number(from),
        QualityReader.target(from),
        from.whole("maxBytes", 1L, MOST_BYTES),
        effort(from),
        outputs);
  }

  private @Nullable AudioChoice audio(JsonMembers from) {
    String word = from.word("audio", sounds);
    return word == null ? null : AudioChoice.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static @Nullable Fit fit(JsonMembers from) {
    String word = from.word("fit", FITS);
    return word == null ? null : Fit.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static @Nullable Effort effort(JsonMembers from) {
    String word = from.word("effort", EFFORTS);
    return word == null ? null : Effort.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
