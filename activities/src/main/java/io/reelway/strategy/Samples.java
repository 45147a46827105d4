package io.reelway.strategy;

import io.reelway.plan.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a video or an animation that are stored during an encode, as the encoder received them.
 * The output is compared with them later, without reading the source again. They are the first
 * frame, and one shortly after each of a few key frames, where seeking in the output is cheap.
 *
 * @param file the file that holds them
 * @param spacing seconds from one sample to the next
 * @param start time of the first frame in seconds
 * @param seekable whether a key frame stands before each sample
 */
public record Samples(Path file, double spacing, double start, boolean seekable)
    implements Comparison {
  /** The name of the file. */
  public static final String NAME = "reference";

  /**
   * The maximum number of samples after the first. More would cost more than a hundredth of an
   * encode.
   */
  private static final int MOST = 6;

  /** The minimum spacing in seconds. Closer samples would show the same. */
  private static final double LEAST_SPACING = 2;

  /** The spacing in seconds for a video of unknown length. */
  private static final double DEFAULT_SPACING = 10;

  /**
   * The distance of a sample from its key frame in seconds, so that predicted frames are checked
   * too.
   */
  private static final double OFFSET = 0.4;

  /**
   * Plans the samples of an output.
   *
   * @param length its expected length; {@code null} if unknown
   */
  public static Samples of(@Nullable Duration length, Path file) {
    double spacing =
        length == null
            ? DEFAULT_SPACING
            : Math.max(LEAST_SPACING, Math.ceil(length.toMillis() / 1000.0 / MOST));
    return new Samples(file, spacing, 0, true);
  }

  /**
   * Plans the samples of a segment: its first frame, and one shortly after it. To look at a later
   * one, everything from the key frame on would have to be decoded again.
   */
  public static Samples of(Segment segment, Path file) {
    return new Samples(file, segment.length(), segment.start(), false);
  }

  @Override
  public Samples movedTo(Path place) throws IOException {
    return new Samples(ComparisonFile.move(file, place), spacing, start, seekable);
  }

  /** The filter that selects the samples from all frames. */
  String select() {
    return "select='lt(selected_n,%d)*(isnan(prev_selected_t)+gt(%s,%s))'"
        .formatted(MOST + 1, slot("t"), slot("prev_selected_t"));
  }

  /** The arguments that store the samples, after those of the output. */
  List<String> arguments() {
    return List.of(
        "-map",
        "[samples]",
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "filter",
        "-c:v",
        "rawvideo",
        "-f",
        "nut",
        "file:" + file);
  }

  /** Options of the video encoder: a key frame before each sample. */
  List<String> keyFrames() {
    return !seekable
        ? List.of()
        : List.of("-force_key_frames", "expr:gte(t,n_forced*" + spacing + ")");
  }

  private String slot(String time) {
    return "floor((" + time + "-" + (start + OFFSET) + ")/" + spacing + ")";
  }
}
